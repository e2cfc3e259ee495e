# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # What do many apps have in common?
#
# Run it with `python analysis/10_across_apps.py [FOLDER OF RESULTS]`, or open it as a notebook: a folder in which
# results stand side by side (`trafficaudit replay CAPTURES... --each -o FOLDER`). Given one result folder, it takes
# that one alone. An app that is not listed at a recipient was not *seen* to send there: read it beside the last table.

# %%
import sys

from trafficaudit.categories import taxonomy
from trafficaudit.destinations.recipients import is_told_apart
from trafficaudit.errors import ReadError
from trafficaudit.plurals import several
from trafficaudit.tables.across import joined
from trafficaudit.tables.asking import NOTEBOOK, asked, origin, show
from trafficaudit.tables.roots import read_results, read_root

RESULTS = asked()
alone = (RESULTS / "recipe.json").is_file()
if not alone and not any(RESULTS.glob("*/recipe.json")):
    sys.exit(f"{RESULTS} is not a result folder, and holds none: make one with `trafficaudit replay`, or `make demo`")
try:
    found = read_results([RESULTS]) if alone else read_root(RESULTS)
except ReadError as error:
    sys.exit(str(error))

SIDES = {"yes": "abroad", "undetermined": "undetermined", "no": "in Korea"}
made = {name: table.fillna("") for name, table in joined(found.results).items() if name != "ledger"}
rows = made["across"].assign(
    item=made["across"]["category"].replace({slug: one.en for slug, one in taxonomy().items()})
)
apps = sorted({app for each in found.results for app in each.apps})
for each in found.results:
    print(origin(each.folder))
for doubt in found.doubts:
    print(f"warning: {doubt}")
for name in found.passed_over:
    print(f"warning: {name} is no result folder and was passed over")

# %% [markdown]
# ## Recipients
# By how many apps were seen to send them something. A row is one country with one certainty: what is disputed, an edge
# or unknown counts as undetermined, never as abroad or in Korea. *Proven* are the apps of which a value of the test
# person went there; of others only a name or a format says what was sent. Whom nobody knows stands by the domain:
# several of those may be one.

# %%
print(f"At least, in {several(len(apps), 'app')}: {', '.join(apps)}.")
WHERE = ["recipient", "country", "certainty", "leaves_korea"]
places = rows.groupby(WHERE).agg(apps=("app", "nunique"), items=("category", "nunique"))
# One exchange may carry several items: of each app the most that one item was in counts.
most = rows.groupby([*WHERE, "app"])["exchanges"].max()
places["exchanges"] = most.groupby(WHERE).sum().reindex(places.index).astype("int64")
proven = rows[rows["proven"] == "yes"].groupby(WHERE)["app"].nunique()
places.insert(1, "proven", proven.reindex(places.index).fillna(0).astype("int64"))
places = places.reset_index().sort_values(["apps", "items"], ascending=False, kind="stable")
unknown = {name for name in places["recipient"] if is_told_apart(name)}
print(
    f"Recipients: {places['recipient'].nunique() - len(unknown)} by name, and {len(unknown)} unknown ones told apart "
    "by domain, of which several may be one."
)
show("Recipients by apps, at least", places)

# %% [markdown]
# ## Items
# What leaves Korea for certain or likely, by how many apps; what is undetermined stands beside it.

# %%
items = rows.groupby(["item", "leaves_korea"])["app"].nunique().unstack(fill_value=0)
items = items.reindex(columns=list(SIDES), fill_value=0).rename(columns=SIDES).rename_axis(columns=None).reset_index()
show("Items by apps, at least", items.sort_values(["abroad", "undetermined"], ascending=False, kind="stable"))

# %% [markdown]
# ## SDKs and platforms
# Those whose documented endpoint was recognised, by how many apps have them and where their data went.

# %%
SDK = ["sdk", "apps", "of_apps", "apps_abroad", "apps_undetermined", "apps_in_korea", "countries", "app_names"]
show("SDKs by apps, at least", made["sdks"][SDK])

# %% [markdown]
# ## What was not seen
# An app is missing above where its traffic could not be read.

# %%
show("Results", made["results"][["result", "apps", "phases", "exchanges", "gaps", "unseen"]])

# %% [markdown]
# ## Picture

# %%
try:
    import matplotlib as mpl
except ImportError:
    mpl = None
    print("Plot left out, because matplotlib is not installed: how many items each app sends to each recipient.")

if mpl and not rows.empty:
    if not NOTEBOOK:
        mpl.use("Agg")  # no display needed
    from matplotlib import pyplot as plt

    names = rows["recipient"].where(rows["recipient"] != "", "(unknown)")
    grid = rows.assign(whom=names).groupby(["whom", "app"])["category"].nunique().unstack(fill_value=0)
    grid = grid.loc[grid.gt(0).sum(axis=1).sort_values(ascending=False, kind="stable").index].head(24)
    plain = [
        [name.encode("ascii", "backslashreplace").decode().replace("$", r"\$") for name in axis] for axis in grid.axes
    ]
    figure, axes = plt.subplots(figsize=(1.2 * len(grid.columns) + 5, 0.33 * len(grid) + 1.8))
    picture = axes.imshow(grid.to_numpy(), cmap="Blues", vmin=0, aspect="auto")
    axes.set_yticks(range(len(grid)), plain[0])
    axes.set_xticks(range(len(grid.columns)), plain[1], rotation=30, ha="right")
    axes.set_title("Items of each app at each recipient, at least")
    figure.colorbar(picture, ax=axes, label="items")
    figure.tight_layout()
