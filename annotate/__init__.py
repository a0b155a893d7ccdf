"""annotate: news articles in, gold claim and stance data out.

articles → sentences → tasks → Label Studio → annotations → records → agreement
                                                               ↘ gold → export

What is public in Python
    annotate      open_project, Project
    schema        YAML → Schema; the record model, the codebook, the actor register
    corpus        articles → sentences
    records       annotations.jsonl, read back
    agreement     records, tables or plain arrays → coefficients with intervals
    gold          records → gold labels
    evaluation    records and gold → how near each annotator, or model, comes to gold
    export        gold labels → other formats
    errors        AnnotateError and its kinds: what all of these raise
Public are the names in the `__all__` of these modules. Everything else may change in any version. Scripts may also rely
on the commands with their exit codes and --json, and on the files that docs/formats.md describes.

The rest, from the top
    cli           the command line (`__main__`: `python -m annotate`); nothing imports it
    demo          the whole path on the seed articles
    report        one HTML file that shows a project
    flow          how many articles, sentences and annotations there are at each step
    labelstudio   everything that knows Label Studio: labeling config, push, pull, the local server, the doctor
    adjudication  what votes leave open, as a person decides it
    network       who demands what from whom
    project       what travels together: configuration, workspace, schema
    config, workspace   config.yaml, with `addresses` checked; where each stage leaves its files
    allocation    who annotates what
    new_project   the files that a new project starts from
    validation, sentence_id, formats   documents checked in words; what a sentence is called; numbers of formats
    files, whole_folder, lock   files and folders written whole; one command at a time
    json_files    JSON and JSON Lines, read and written
    yamlfile, spreadsheet, bounded   YAML with line numbers; cells of CSV; compressed files that grow too much
    private, secrets, file_names   files for their owner only; secrets taken out of messages; names made of ids
    counting, progress, signals, quiet   numbers in sentences; progress; Ctrl-C; Python's garbage collector
docs/architecture.md says which may import which.

Words
    article       a text with an id and what is known of it
    sentence      a segment of an article, at half-open Unicode code-point offsets; its kind says prose, heading, …
    task          a sentence on the server
    annotator     a person who annotates
    annotation    what one annotator submitted on one sentence; as a line of annotations.jsonl, a record
    claim         a head span, the spans that fill its roles, and its attributes
    actor         somebody in the register whom a span names
    unit          what agreement counts
    gold          the labels that follow from the annotators' answers; a conflict is one that they left undecided
"""

TYPE_CHECKING = False  # typing's, whose import takes as long as Python's start, and a Ctrl-C in it is a traceback
if TYPE_CHECKING:
    from annotate.project import Project, open_project

__all__ = ["Project", "__version__", "open_project"]
__version__ = "0.2.0"


def __getattr__(name: str) -> object:
    # Imported when asked for, so that `annotate --help` stays cheap.
    if name in ("Project", "open_project"):
        from annotate import project

        return getattr(project, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
