"""annotate: news articles in, gold claim and stance data out.

articles → sentences → tasks → Label Studio → annotations → records → agreement
                                                               ↘ gold → export

Where things are
    schema        YAML → Schema; the record model, the codebook, the actor register
    corpus        articles → sentences
    labelstudio   all that knows Label Studio: labeling config, results, push, pull, the local server,
                  the doctor
    records       annotations.jsonl, read back
    agreement     records, tables or plain arrays → coefficients with intervals
    gold          records → gold labels
    export        gold labels → other formats
    demo          the whole path on the seed articles
    cli           the command line; nothing imports it
    project       open_project: configuration, files and schema of a project, which travel together
    new_project   the files that a project starts from
    config, workspace, files, yamlfile, validation, errors: what the others stand on

Words
    article       a text with an id and what is known of it
    sentence      a segment of an article, at half-open Unicode code-point offsets; its kind says prose, heading, …
    task          a sentence on the server
    annotator     a person who annotates
    annotation    what one annotator submitted on one sentence; as a line of annotations.jsonl, a record
    claim         a head span, the spans that fill its roles, and its attributes
    actor         somebody a span names, in the register
    unit          what agreement counts
    gold          what the annotators' answers amount to; a conflict is what they left undecided
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotate.project import Project, open_project

__all__ = ["Project", "__version__", "open_project"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # Imported when asked for, so that `annotate --help` stays cheap.
    if name in ("Project", "open_project"):
        from annotate import project

        return getattr(project, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
