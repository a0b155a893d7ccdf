"""Addresses of a database that are refused before PostgreSQL sees them."""

import pytest

from annotate.errors import LabelStudioError
from annotate.labelstudio.server.database import prepare_database


@pytest.mark.parametrize("password", ["pa@ss-secret", "pa/ss-secret", "pa?ss-secret", "pa#ss-secret"])
def test_a_password_with_a_sign_of_the_address_is_refused_and_no_part_of_it_is_said(password):
    with pytest.raises(LabelStudioError, match="signs of the address") as refused:
        prepare_database(f"postgresql://ani:{password}@127.0.0.1:9/name")
    assert "ss-secret" not in f"{refused.value.message} {refused.value.hint}"
    assert "PGPASSWORD" in refused.value.hint
