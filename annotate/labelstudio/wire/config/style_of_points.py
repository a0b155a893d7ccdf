"""What the adjudicator's page has beside the annotators' style sheet: the versions, and the points.

In the versions, what is disputed is filled, and what is agreed only underlined. `--c` is the colour of a role.
"""

STYLE_OF_POINTS = """
.annotate-versions { margin: 4px 0; padding: 0 12px; border-left: 4px solid var(--color-neutral-border-bold); }
.annotate-versions table { border-collapse: collapse; width: 100%; }
.annotate-versions th { width: 1.6em; vertical-align: top; padding: 4px 6px; text-align: left; }
.annotate-versions td { padding: 4px 6px; border-bottom: 1px solid var(--color-neutral-border); font-size: 16px;
  line-height: 1.65; }
.annotate-versions .mark { border-bottom: 2px solid var(--c); }
.annotate-versions .mark.open { background: color-mix(in srgb, var(--c) 30%, transparent); }
.annotate-versions sup { color: color-mix(in srgb, var(--c) 60%, var(--color-neutral-content)); font-size: 11px;
  margin-left: 2px; }
.annotate-versions .answers { font-size: 14px; line-height: 1.5; color: var(--color-neutral-content-subtle); }
.annotate-versions .claim { margin-left: 1em; }
.annotate-versions .answer.open { font-weight: 600; color: var(--color-neutral-content); padding: 0 4px;
  border-radius: 3px; background: color-mix(in srgb, #e0a800 35%, transparent); }
.annotate-point { display: grid; grid-template-columns: 14em 1fr; align-items: baseline; column-gap: 1em;
  padding: 3px 0; border-top: 1px solid var(--color-neutral-border); }
.annotate-point .lsf-richtext__container { padding: 0 0 0 12px !important; font-size: 15px; font-weight: 600;
  line-height: 1.4; }
.annotate-point .lsf-choices, .annotate-by-hand .lsf-choices { margin: 0 !important; gap: 0 18px; }
.annotate-point .lsf-choices div, .annotate-point .lsf-choice { margin: 0 !important; }
.annotate-point .lsf-choice__item, .annotate-by-hand .lsf-choice__item { min-height: 0 !important;
  padding: 3px 0 !important; margin: 0 !important; }
.annotate-point .ant-checkbox-wrapper { padding: 0 !important; min-height: 0 !important; line-height: 1.5 !important; }
.annotate-by-hand { border-top: 1px solid var(--color-neutral-border); }
.annotate-note { max-width: 46em; }
""".strip()
