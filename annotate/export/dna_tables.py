"""The tables of Discourse Network Analyzer 3 as its versions 3.0 and 3.1 make them: name → columns and constraints."""

from __future__ import annotations

_PERMISSIONS = (
    *("AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments"),
    *("AddStatements", "EditStatements", "DeleteStatements"),
    *("EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations"),
    *("ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements"),
)
_COLOUR = "Red INTEGER NOT NULL, Green INTEGER NOT NULL, Blue INTEGER NOT NULL"
_KEY = "ID INTEGER PRIMARY KEY NOT NULL"
_TEXT = "TEXT NOT NULL"


def _of(table: str, column: str) -> str:
    return f"{column} INTEGER NOT NULL REFERENCES {table} (ID) ON DELETE CASCADE"


TABLES = {
    "SETTINGS": ("Property TEXT PRIMARY KEY NOT NULL", f"Value {_TEXT}"),
    "CODERS": (
        _KEY,
        f"Name {_TEXT}",
        _COLOUR,
        "Refresh INTEGER NOT NULL",
        "FontSize INTEGER NOT NULL",
        f"Password {_TEXT}",
        "PopupWidth INTEGER NOT NULL",
        "ColorByCoder INTEGER NOT NULL",
        "PopupDecoration INTEGER NOT NULL",
        "PopupAutoComplete INTEGER NOT NULL",
        *(f"Permission{name} INTEGER NOT NULL" for name in _PERMISSIONS),
    ),
    "CODERRELATIONS": (
        _KEY,
        _of("CODERS", "Coder"),
        _of("CODERS", "OtherCoder"),
        *(
            f"{name} INTEGER NOT NULL"
            for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
        ),
    ),
    "DOCUMENTS": (
        _KEY,
        f"Title {_TEXT}",
        f"Text {_TEXT}",
        _of("CODERS", "Coder"),
        *(f"{name} {_TEXT}" for name in ("Author", "Source", "Section", "Notes", "Type")),
        "Date INTEGER NOT NULL",
    ),
    "STATEMENTTYPES": (_KEY, f"Label {_TEXT}", _COLOUR),
    "VARIABLES": (
        _KEY,
        f"Variable {_TEXT}",
        f"DataType {_TEXT}",
        _of("STATEMENTTYPES", "StatementTypeId"),
        "UNIQUE (Variable, StatementTypeId)",
    ),
    "VARIABLELINKS": (_KEY, _of("VARIABLES", "SourceVariableId"), _of("VARIABLES", "TargetVariableId")),
    "REGEXES": ("Label TEXT PRIMARY KEY NOT NULL", _COLOUR),
    "STATEMENTS": (
        _KEY,
        _of("STATEMENTTYPES", "StatementTypeId"),
        _of("DOCUMENTS", "DocumentId"),
        "Start INTEGER NOT NULL CHECK (Start >= 0)",
        "Stop INTEGER NOT NULL CHECK (Stop > Start)",
        _of("CODERS", "Coder"),
    ),
    "ENTITIES": (
        _KEY,
        _of("VARIABLES", "VariableId"),
        f"Value {_TEXT}",
        "Red INTEGER",
        "Green INTEGER",
        "Blue INTEGER",
        "ChildOf INTEGER",
        "UNIQUE (VariableId, Value)",
    ),
    **{
        table: (
            _KEY,
            _of("STATEMENTS", "StatementId"),
            _of("VARIABLES", "VariableId"),
            value,
            "UNIQUE (StatementId, VariableId)",
        )
        for table, value in (
            ("DATABOOLEAN", "Value INTEGER NOT NULL"),
            ("DATAINTEGER", "Value INTEGER NOT NULL"),
            ("DATALONGTEXT", f"Value {_TEXT}"),
            ("DATASHORTTEXT", _of("ENTITIES", "Entity")),
        )
    },
    "ATTRIBUTEVARIABLES": (
        _KEY,
        _of("VARIABLES", "VariableId"),
        f"AttributeVariable {_TEXT}",
        "UNIQUE (VariableId, AttributeVariable)",
    ),
    "ATTRIBUTEVALUES": (
        _KEY,
        _of("ENTITIES", "EntityId"),
        _of("ATTRIBUTEVARIABLES", "AttributeVariableId"),
        f"AttributeValue {_TEXT}",
        "UNIQUE (EntityId, AttributeVariableId)",
    ),
}
