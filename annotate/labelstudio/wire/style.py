"""The style sheet of the labeling page: Label Studio's own colours, light and dark."""

STYLE = """
.annotate-page { max-width: 75em; margin: 0 auto; font-size: 16px; }
.annotate-page h4, .annotate-page h5 { margin: 0 !important; }
.annotate-progress h5 { color: var(--color-neutral-content-subtle); font-weight: 400 !important;
  font-size: 13px !important; line-height: 1.4 !important; }
.annotate-context .lsf-richtext__container { color: var(--color-neutral-content-subtle); font-size: 15px;
  line-height: 1.35; white-space: pre-line; padding: 2px 12px !important; }
.annotate-sentence { border-left: 4px solid var(--color-neutral-border); background: var(--color-neutral-surface);
  padding: 2px 8px; margin: 3px 0; border-radius: 4px; }
.annotate-sentence .lsf-richtext__container { font-size: 21px; line-height: 1.7; padding: 0 !important; }
.annotate-sentence .htx-highlight { pointer-events: none; }
.annotate-bar { position: sticky; top: 0; z-index: 5; background: var(--color-neutral-background); min-height: 34px; }
.annotate-bar .lsf-labels { margin: 0 !important; gap: 4px !important; }
.annotate-bar .lsf-label { margin: 0 !important; }
.annotate-marks { display: flex; flex-wrap: wrap; gap: 4px; padding: 2px 0; }
.annotate-question { display: grid; grid-template-columns: 13em 1fr; align-items: baseline; column-gap: 1em;
  padding: 3px 0; border-top: 1px solid var(--color-neutral-border); }
.annotate-question h5 { font-size: 15px !important; font-weight: 600; line-height: 1.35 !important; }
.annotate-question .lsf-choices, .annotate-question .lsf-taxonomy { margin: 0 !important; gap: 0 14px; }
.annotate-question .lsf-choices div, .annotate-question .lsf-choice { margin: 0 !important; }
.annotate-question .lsf-choice__item { min-height: 0 !important; padding: 3px 0 !important; margin: 0 !important; }
.annotate-question .ant-checkbox-wrapper { padding: 0 !important; min-height: 0 !important;
  line-height: 1.5 !important; }
.annotate-claims { display: grid; grid-template-columns: 1fr; column-gap: 24px; }
.annotate-claim-title { display: none; }
.annotate-claims:has(.annotate-claim2:not([style*="none"])) { grid-template-columns: 1fr 1fr; }
.annotate-claims:has(.annotate-claim3:not([style*="none"])) { grid-template-columns: 1fr 1fr 1fr; }
.annotate-claims:has(.annotate-claim2:not([style*="none"])) .annotate-question { grid-template-columns: 1fr; }
.annotate-hint { display: none; }
.annotate-page:has(.annotate-sentence .htx-highlight) .annotate-hint { display: block; }
.annotate-hint h5 { color: var(--color-negative-content, #b42318); font-size: 15px !important; padding: 4px 0; }
.lsf-tabs-panel:has(#info-history) { display: none !important; }
""".strip()
