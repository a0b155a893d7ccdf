"""What a doctor says of a labeling config that somebody altered."""

from __future__ import annotations

from annotate.labelstudio.doctor.difference import config_differences


def test_config_differences_say_what_became_of_each_part():
    before = (
        '<View><Text name="t" value="$t"/><Choices name="c" toName="t"><Choice value="A" alias="a"/></Choices></View>'
    )
    assert config_differences(before, before.replace("><", ">\n  <")) == []
    assert config_differences(before, before.replace(' toName="t"', ' toName="t" required="true"')) == [
        "Choices c has another required"
    ]
    assert config_differences(before, before.replace('value="A"', 'value="Aye"')) == [
        "Choice a of Choices c has another value"
    ]
    assert config_differences(before, '<View><Text name="t" value="$t"/></View>') == ["Choices c is gone"]
    order = (
        '<View><Choices name="c" toName="t"><Choice value="A" alias="a"/></Choices><Text name="t" value="$t"/></View>'
    )
    assert config_differences(before, order) == ["its parts are in another order"]
    assert config_differences(before, "<View>")[0].startswith("it is not XML")
    boxed = f'<View><Style>a {{}}</Style><View className="q"><Header value="H"/>{before[6:]}</View>'
    without = (
        '<View><Style>b {}</Style><View className="q"><Header value="H"/><Text name="t" value="$t"/></View></View>'
    )
    assert config_differences(boxed, without) == ["Choices c is gone", "Style has another text"]
