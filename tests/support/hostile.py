"""What an app that does not like to be looked at would send: markup, scripts, formulas, marks that turn text around."""

CANARY = "window.canary=1"
PAYLOADS = (
    f"<img src=x onerror={CANARY}>",
    f"</script><script>{CANARY}</script>",
    f'"><svg onload={CANARY}>',
    f"' onmouseover='{CANARY}' autofocus onfocus='{CANARY}",
    f"javascript:{CANARY}",
    "=HYPERLINK(\"http://192.0.2.1/\",\"x\")",
    "\u202egnp.exe\u2066<b>\u2028\u2029",
    "<!--<script>",
    "]]></style><style>*{display:none}</style>",
    "<r><b></r>",
    "_x005F_x202E_",
    "{rows} %s ${window.canary=1} {{7*7}}",
)  # fmt: skip
EMAIL = "seoyun.kim@hanbit.example"
