# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # What was sent in requests that say themselves that nobody had said yes?
#
# Run it with `python analysis/11_refused.py [RESULT FOLDER]`, or open it as a notebook.
#
# Apps tell servers what was agreed to: TC strings of IAB Europe, GPP, Google's consent mode (`gcs`, `gcd`), `npa`, App
# Tracking Transparency, limited ad tracking, cookies of banners, an agreement to transfers abroad as `N`. Here stands
# what such requests carry besides, and where signals contradict each other.
#
# - `refused`: somebody said no, or the phone is set so. `unanswered`: nobody has answered yet. `not granted`: no
#   consent, and the signal does not tell which of the two.
# - None of them is a consent under the law of Korea, which is given to a notice of items, recipients and countries, and
#   is shown by its record: a TC string says what a banner for Europe kept, whether it was shown or not.
# - What a refusal covers, and whether another legal basis does, is for the investigator to say. All is "at least".

# %%
import pandas as pd

from trafficaudit.categories import WEIGHTS, taxonomy
from trafficaudit.plurals import several
from trafficaudit.tables import consentchecks
from trafficaudit.tables.asking import NOTEBOOK, holding, show
from trafficaudit.tables.chosen import chosen
from trafficaudit.tables.consents import BESIDE, Statement, lacking, statements

RESULTS = holding("findings.parquet", "exchanges.parquet", "destinations.parquet")
PLACE = ["capture", "exchange"]
destinations = pd.read_parquet(RESULTS / "destinations.parquet")
places = destinations[["destination", "recipient", "country", "leaves_korea"]]
exchanges = pd.read_parquet(RESULTS / "exchanges.parquet").query("sent != 'no'")
data = exchanges[[*PLACE, "app", "phase", "host", "destination"]].merge(places, on="destination", how="left")
findings = pd.read_parquet(RESULTS / "findings.parquet")
records = findings.to_dict("records")
stated = statements(records)
requests = consentchecks.sent(exchanges.to_dict("records"), destinations.to_dict("records"))
sent = findings[findings.index.isin(list(chosen(records))) & (findings["direction"] == "request")]
sent = sent[~sent["category"].isin(BESIDE)]
items = sent.drop_duplicates([*PLACE, "category"])[[*PLACE, "category"]]
items["item"] = items["category"].map({slug: entry.en for slug, entry in taxonomy().items()})
items["weight"] = items["category"].map({slug: entry.weight for slug, entry in taxonomy().items()})


def table(told: list[Statement]) -> pd.DataFrame:
    """Give what is said with the request that says so."""
    return pd.DataFrame(told, columns=list(Statement._fields)).astype("string").merge(data, on=PLACE)


carried = items.groupby(PLACE)["category"].agg(list).to_dict()
refusals = table(lacking(stated, carried))

# %% [markdown]
# ## What do requests say of consent?

# %%
KEY = ["app", "about", "state", "recipient", "host", "field", "says"]
told = table(stated)
asked = told.drop_duplicates(PLACE).shape[0]
count = refusals.drop_duplicates(PLACE).shape[0]
print(f"\n{several(asked, 'request says', 'requests say')} something of consent, {count} that nobody had said yes.")
show("Who says so", told.groupby(KEY, dropna=False).size().rename("requests").reset_index()[["requests", *KEY]])

# %% [markdown]
# ## What they carry besides
# Identifiers that last and what names a person directly first.

# %%
WEIGHT = pd.CategoricalDtype(WEIGHTS, ordered=True)
beside = refusals.merge(items, on=PLACE)
beside["place"] = beside["capture"] + "/" + beside["exchange"]
WHERE = [*KEY[:-2], "country", "leaves_korea", "phase", "item", "weight", *KEY[-2:]]
rows = beside.groupby(WHERE, dropna=False).agg(requests=("place", "nunique"), example=("place", "first"))
rows = rows.reset_index().sort_values("weight", key=lambda names: names.astype(WEIGHT), kind="stable")
telling = beside[beside["weight"].isin(["direct", "persistent"])].drop_duplicates(PLACE).shape[0]
print(f"{several(telling, 'of them carries', 'of them carry')} what names a person or lasts.")
show("Sent in the same request, at least", rows)

# %% [markdown]
# ## What contradicts itself
# - Said to be granted before the person was asked, by the marks of phases.
# - Granted in the very first thing that an app says of it: where nobody had been asked by then, that is a default.
# - Granted to one recipient and not to another within the next minute, in one phase. Signals differ: read both.
# - Sent to a vendor of IAB Europe's list without consent in the app's latest TC string. It may rest on legitimate
#   interest, or stand outside of the GDPR; only vendors whose number public sources name are looked for.

# %%
early, first = (table(find(stated, requests)) for find in (consentchecks.early, consentchecks.first))
SAID = ["phase", *KEY]
counted = early.groupby(SAID, dropna=False).size().rename("requests").reset_index()
show("Granted before anybody was asked", counted[["requests", *SAID]])
show("Granted in the first statement", first[["exchange", *SAID]].drop_duplicates(SAID))
show("Granted to one, and then not to another", pd.DataFrame(consentchecks.contrary(stated, requests)))
vendors = [
    (one.app, one.vendor.number, one.vendor.name, one.domain, one.told, one.exchanges, one.example[1])
    for one in consentchecks.unconsented(records, requests)
]
COLUMNS = ["app", "number", "vendor", "domain", "got_the_string", "requests", "example"]
show("Sent to vendors without consent in the TC string", pd.DataFrame(vendors, columns=COLUMNS))

# %% [markdown]
# ## Picture

# %%
try:
    import matplotlib as mpl
except ImportError:
    mpl = None
    print("Plot left out, because matplotlib is not installed: items in requests that say that nobody had said yes.")

if mpl and not rows.empty:
    if not NOTEBOOK:
        mpl.use("Agg")  # no display needed
    from matplotlib import pyplot as plt

    drawn = beside.groupby(["host", "weight"])["item"].nunique().unstack().reindex(columns=list(WEIGHTS)).fillna(0)
    drawn.index = [name.encode("ascii", "backslashreplace").decode().replace("$", r"\$") for name in drawn.index]
    figure, axes = plt.subplots(figsize=(8, 0.35 * len(drawn) + 1.5))
    colours = ["#7b2d43", "#d1495b", "#e9a23b", "#cccccc"]
    drawn.plot.barh(stacked=True, color=colours, ax=axes, width=0.75).legend(frameon=False)
    axes.locator_params(axis="x", integer=True)
    axes.set(xlabel="items, at least", ylabel="", title="Sent in requests that say that nobody had said yes")
    figure.tight_layout()
