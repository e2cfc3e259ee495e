# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Who sent it: the app's own code or an SDK in it?
#
# Run it with `python analysis/08_sdk_share.py [RESULT FOLDER]`, or open it as a notebook.
#
# Traffic does not name its sender. An exchange that fits an SDK's documented endpoint (`trackers/`) counts to that
# *SDK*, with all else that goes to a host where that SDK alone was recognised, in what was sent; of any other only the
# *server* is known, the app's own or somebody else's, and not which code sent it. Where the recording was hooked, the
# last table names the code that asked the phone for a value. All is "at least".

# %%
import pandas as pd

from trafficaudit.categories import WEIGHTS, taxonomy
from trafficaudit.destinations.recipients import told_apart
from trafficaudit.tables.asking import NOTEBOOK, holding, show
from trafficaudit.tables.chosen import chosen
from trafficaudit.tables.strength import proves
from trafficaudit.trackers.load import load_tracker

RESULTS = holding("findings.parquet", "exchanges.parquet", "destinations.parquet")

PLACE, KEY = ["capture", "exchange"], ["app", "kind", "sender"]
SIDES = {"yes": "abroad", "undetermined": "undetermined", "no": "in Korea"}
places = pd.read_parquet(RESULTS / "destinations.parquet")[
    ["destination", "recipient", "recipient_basis", "party", "leaves_korea"]
]
data = pd.read_parquet(RESULTS / "exchanges.parquet").query("sent != 'no'").merge(places, on="destination", how="left")
findings = pd.read_parquet(RESULTS / "findings.parquet").fillna({"origin": ""})
counts = findings.index.isin(list(chosen(findings.to_dict("records"))))
sent = findings.assign(counts=counts).query("direction == 'request'")
slugs = sent["detector"].str.extract(r"^tracker:(.+)$")[0]
sent["sdk"] = slugs.map({slug: load_tracker(slug).name for slug in slugs.dropna().unique()})
# A request that reached no server puts in doubt whose a host is, and names nobody who got anything there.
named = sent.dropna(subset="sdk").merge(data[PLACE], on=PLACE)
kinds = sent.groupby("host")["sdk"].nunique()
alone = named[named["host"].isin(kinds.index[kinds == 1])].drop_duplicates("host").set_index("host")["sdk"]
data = data.merge(sent.dropna(subset="sdk").groupby(PLACE)["sdk"].first().reset_index(), on=PLACE, how="left")
sdk = data["sdk"].astype("string").fillna(data["host"].map(alone.to_dict()).astype("string"))
known_by = data["recipient_basis"].fillna("")
whom = pd.Series(map(told_apart, data["recipient"].fillna(""), data["host"], known_by), data.index, dtype="object")
WHOSE = {"first": "app's own server", "third": "server of another"}
servers = data["party"].map(WHOSE).fillna("server, whose is not known")
data = data.assign(kind=servers.where(sdk.isna(), "SDK"), sender=sdk.fillna("to " + whom))

# %% [markdown]
# ## Shares
# A field is one place of one exchange that holds an item, which is a category of personal data and counts in the
# transfer table; a *proven* item rests on a value of the test person.

# %%
known = sent[sent["counts"]].merge(data[[*PLACE, "kind", "sender", "leaves_korea"]], on=PLACE)
fields = known.drop_duplicates([*PLACE, "part", "path", "category"])
shares = data.groupby(KEY).agg(
    exchanges=("exchange", "size"), abroad=("leaves_korea", lambda seen: (seen == "yes").sum())
)
shares["fields"], shares["items"] = fields.groupby(KEY).size(), fields.groupby(KEY)["category"].nunique()
proven = known[pd.Series(map(proves, known["detector"], known["confidence"]), known.index, dtype=bool)]
shares = shares.assign(proven=proven.groupby(KEY)["category"].nunique()).fillna(0).astype("int64")
shares = shares.sort_values(["items", "exchanges"], ascending=False, kind="stable")
kinds = shares.groupby(["app", "kind"])[["exchanges", "fields"]].sum()
for table in (shares, kinds):
    for name in ("exchanges", "fields"):
        whole = table[name].groupby("app").transform("sum").clip(lower=1)
        table.insert(list(table.columns).index(name) + 1, f"% {name}", (100 * table[name] / whole).round(1))
show("SDKs and servers, at least", kinds.reset_index())
show("Each SDK and each server, at least", shares.reset_index())

items = fields.assign(item=fields["category"].map({slug: entry.en for slug, entry in taxonomy().items()}))
listed = items[items["kind"] == "SDK"].groupby(["app", "sender"])["item"]
show("Items by SDK", listed.agg(lambda names: ", ".join(sorted(set(names.dropna())))).reset_index())

# %% [markdown]
# ## Whose code asked the phone for it
# The call that gave the value and the code that called, where hooks saw both; a value may be handed on before it goes.

# %%
hooked = known[known["origin"] != ""].copy()
hooked[["call", "called by"]] = hooked["origin"].str.extract(r"^(.*?)(?: called by (.*))?$").fillna("(not seen)")
whose = ["app", "called by", "call", "category", "sender"]
asked = hooked.drop_duplicates([*whose, *PLACE]).groupby(whose).size().rename("exchanges")
show("Asked the phone", asked.reset_index())
if hooked.empty:
    print("No hook saw where a value came from: record with `trafficaudit record --hooks`.")

# %% [markdown]
# ## Picture

# %%
try:
    import matplotlib as mpl
except ImportError:
    mpl = None
    print("Plot left out, because matplotlib is not installed: exchanges and items of each SDK and server.")

if mpl and not shares.empty:
    if not NOTEBOOK:
        mpl.use("Agg")  # no display needed
    from matplotlib import pyplot as plt

    weights = fields["category"].map({slug: entry.weight for slug, entry in taxonomy().items()}).fillna("context")
    where = data.groupby(["sender", "leaves_korea"]).size().unstack().reindex(columns=list(SIDES)).rename(columns=SIDES)
    what = fields.groupby(["sender", weights])["category"].nunique().unstack().reindex(columns=list(WEIGHTS))
    order = shares.reset_index().drop_duplicates("sender").head(24).iloc[::-1]
    shown = [f"SDK  {name}" if kind == "SDK" else name for kind, name in order[["kind", "sender"]].to_numpy()]
    shown = [name.encode("ascii", "backslashreplace").decode().replace("$", r"\$") for name in shown]
    figure, axes = plt.subplots(1, 2, figsize=(11, 0.33 * len(order) + 1.6), sharey=True)
    colours = ["#c8502a", "#b3a6d6", "#2a6f9e"], ["#7b2d43", "#d1495b", "#e9a23b", "#cccccc"]
    for table, colour, ax in zip((where, what), colours, axes, strict=True):
        drawn = table.reindex(order["sender"]).fillna(0).set_axis(shown)
        drawn.plot.barh(stacked=True, color=colour, ax=ax, width=0.75).legend(frameon=False)
        ax.locator_params(axis="x", integer=True)
    axes[0].set(xlabel="exchanges, at least", ylabel="", title="Where to")
    axes[1].set(xlabel="items, at least", title="What: by how directly it names a person")
    figure.tight_layout()
