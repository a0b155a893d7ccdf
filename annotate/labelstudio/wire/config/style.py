"""The style sheet of the labeling page, in Label Studio's own colours, which are light or dark as the reader wants.

Label Studio escapes `>` in a style sheet, and gives headers and choices margins of their own.
"""

STYLE = """
.annotate-page { position: relative; max-width: 78em; margin: 0 auto; font-size: 16px; }
.annotate-page h4 { margin: 0 !important; }
.annotate-progress { display: flex; justify-content: space-between; align-items: baseline; }
.annotate-progress h4 { color: var(--color-neutral-content-subtle); font-weight: 400 !important;
  font-size: 13px !important; line-height: 1.4 !important; padding-left: 12px; }
.annotate-context .lsf-richtext__container { color: var(--color-neutral-content-subtle); font-size: 15px;
  line-height: 1.35; white-space: normal; padding: 2px 12px !important; }
.annotate-sentence { border-left: 4px solid var(--color-neutral-border-bold); background: var(--color-neutral-surface);
  padding: 2px 8px; margin: 3px 0; border-radius: 4px; }
.annotate-sentence .lsf-richtext__container { font-size: 21px; line-height: 1.7; padding: 0 !important; }
.annotate-sentence .htx-highlight { pointer-events: none; }
.annotate-sentence .htx-highlight::after { white-space: nowrap; }
.annotate-bar { position: sticky; top: 0; z-index: 5; background: var(--color-neutral-background); min-height: 32px; }
.annotate-marks { display: flex; flex-wrap: wrap; gap: 4px; padding: 2px 0; }
.annotate-bar .lsf-labels { margin: 0 !important; gap: 4px !important; }
.annotate-bar .lsf-label { margin: 0 !important; }
.annotate-question { display: grid; grid-template-columns: 14em 1fr; align-items: baseline; column-gap: 1em;
  padding: 3px 0; border-top: 1px solid var(--color-neutral-border); }
.annotate-question h4 { font-size: 15px !important; font-weight: 600 !important; line-height: 1.35 !important; }
.annotate-question .lsf-choices, .annotate-question .lsf-taxonomy { margin: 0 !important; gap: 0 14px; }
.annotate-question .lsf-choices div, .annotate-question .lsf-choice { margin: 0 !important; }
.annotate-question .lsf-choice__item { min-height: 0 !important; padding: 3px 0 !important; margin: 0 !important; }
.annotate-question .ant-checkbox-wrapper { padding: 0 !important; min-height: 0 !important;
  line-height: 1.5 !important; }
.annotate-claims { display: grid; grid-template-columns: 1fr; column-gap: 24px; }
.annotate-claims:has(.annotate-claim2:not([style*="none"])) { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.annotate-claims:has(.annotate-claim3:not([style*="none"])) { grid-template-columns: repeat(3, minmax(0, 1fr)); }
.annotate-claims:has(.annotate-claim2:not([style*="none"])) .annotate-question { grid-template-columns: 1fr; }
@media (max-height: 899px) {
.annotate-page:has(.annotate-claim2:not([style*="none"])) .annotate-context .lsf-richtext__container {
  font-size: 14px; }
.annotate-page:has(.annotate-claim2:not([style*="none"])) .annotate-sentence .lsf-richtext__container {
  font-size: 19px; line-height: 1.6; }
.annotate-page:has(.annotate-claim2:not([style*="none"])) .annotate-bar .lsf-label { font-size: 12px !important;
  padding: 0 5px !important; height: 24px !important; min-height: 0 !important; }
.annotate-claims:has(.annotate-claim2:not([style*="none"])) .annotate-question { padding: 1px 0; }
.annotate-claims:has(.annotate-claim2:not([style*="none"])) .annotate-question h4 { font-size: 13px !important; }
.annotate-claims:has(.annotate-claim2:not([style*="none"])) .lsf-choices { gap: 0 9px; }
.annotate-claims:has(.annotate-claim2:not([style*="none"])) .lsf-choice__item { padding: 0 !important; }
.annotate-claims:has(.annotate-claim2:not([style*="none"])) .ant-checkbox-wrapper { font-size: 13px !important; }
.annotate-claims:has(.annotate-claim2:not([style*="none"])) sup { font-size: 9px; }
}
.annotate-question .htx-taxonomy { width: 100%; min-width: 0 !important; }
.annotate-help .lsf-choices, .annotate-help .lsf-choices div { margin: 0 !important; }
.annotate-help .lsf-choice__item { min-height: 0 !important; padding: 0 !important; margin: 0 !important; }
.annotate-help .ant-checkbox-wrapper { padding: 0 !important; min-height: 0 !important; font-size: 13px; }
.annotate-codebook { position: absolute; inset: 30px 0 auto 0; max-height: 76vh; z-index: 10; overflow: auto;
  padding: 4px 24px 12px; background: var(--color-neutral-background); border-radius: 8px;
  border: 1px solid var(--color-neutral-border-bold); box-shadow: 0 8px 24px rgba(0, 0, 0, 0.3); }
.annotate-codebook h1 { font-size: 22px !important; margin: 10px 0 6px !important; line-height: 1.3 !important; }
.annotate-codebook h2 { font-size: 18px !important; margin: 16px 0 4px !important; line-height: 1.3 !important; }
.annotate-codebook h3 { font-size: 16px !important; margin: 12px 0 2px !important; line-height: 1.3 !important; }
.annotate-hint { display: none; }
.annotate-page:has(.annotate-sentence .htx-highlight) .annotate-hint { display: block; }
.annotate-hint h4 { color: var(--color-negative-content); font-size: 15px !important; padding: 4px 0; }
.lsf-tabs-panel:has(#info-history) { display: none !important; }
@media (max-height: 680px) {
.annotate-page .annotate-context .lsf-richtext__container { font-size: 13px; line-height: 1.25; }
.annotate-page .annotate-sentence .lsf-richtext__container { font-size: 17px !important; line-height: 1.5 !important; }
.annotate-page .annotate-question { grid-template-columns: 18em 1fr; font-size: 13px; padding: 1px 0; }
.annotate-page .annotate-question h4 { font-size: 13px !important; }
.annotate-page .annotate-question .lsf-choices { gap: 0 9px; }
.annotate-page .annotate-question .lsf-choice__item { padding: 0 !important; }
.annotate-page .annotate-question .ant-checkbox-wrapper { font-size: 13px !important; }
.annotate-page .annotate-question .ant-select-selector { min-height: 24px !important; padding: 0 8px !important; }
}
""".strip()
