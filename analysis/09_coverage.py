# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # How much of the traffic could be read, app by app and phase by phase?
#
# Run it with `python analysis/09_coverage.py [RESULT FOLDER]`, or open it as a notebook.
#
# A share is of what was counted. What the recording could not count is named beside it and may be of any size, so every
# share of what was read whole is the most it can be, and every number of every other table is the least. An exchange
# that could be read in part only (*examined in part*, or a body that is opaque beside one that is not) counts with all
# of its bytes under that state; one that was read whole may still hold what nobody knows how to decode.

# %%
import pandas as pd

from trafficaudit.tables.asking import COUNTS, NOTEBOOK, holding, ledger, show, summed

RESULTS = holding("coverage.csv", "exchanges.parquet")
STATES = [
    "decrypted",
    "examined in part",
    "opaque body",
    "tls refused",
    "quic blocked",
    "not intercepted",
    "no request",
    "tunnel",
    "lost",
]
counts = ledger(RESULTS)
begun = pd.read_parquet(RESULTS / "exchanges.parquet", columns=["phase", "at"]).groupby("phase")["at"].min()
order = [*begun.sort_values(kind="stable").index, *counts["phase"].unique()]
order = list(dict.fromkeys(phase for phase in order if phase in set(counts["phase"])))
# Of tunnels only recordings tell that hold them.
STATES = [state for state in STATES if state != "tunnel" or state in set(counts["state"])]
if counts.empty:
    print("No traffic was counted.")

# %% [markdown]
# ## Each app
# Exchanges, connections and bytes of bodies, and each state's share of what was counted of its app.

# %%
apps = summed(counts, ["app", "state"])
for unit in COUNTS:
    whole = apps[unit].groupby("app").transform("sum").astype("Float64").replace(0, pd.NA)
    apps.insert(list(apps.columns).index(unit) + 1, f"% {unit}", (100 * apps[unit] / whole).round(1))
told = apps.astype("object").where(apps.notna(), "not counted")
show("What was seen of each app", told.reset_index())
for app, rows in apps.groupby("app", sort=False):
    seen = rows.droplevel("app")
    here = counts[counts["app"] == app]
    blind = ", ".join(here.loc[here["exchanges"].isna(), "state"].unique()) or "nothing"
    read = {unit: seen[f"% {unit}"].get("decrypted") for unit in COUNTS}
    shares = ", ".join(f"{share:.1f} % of the {unit}" for unit, share in read.items() if pd.notna(share))
    print(f"\n{app or '(unnamed app)'}: at most {shares or 'nothing'} could be read whole; not counted: {blind}.")

# %% [markdown]
# ## Phase by phase: connections and bytes
# Where a phase has little or nothing that was read, the other tables say little or nothing of it.

# %%
for unit in ("connections", "bytes") if len(counts) else ():
    counted = counts[counts[unit].notna()].groupby(["app", "phase", "state"])[unit].sum().unstack("state")
    wide = counted.reindex(columns=STATES).reindex(order, level="phase")
    share = (100 * wide["decrypted"].astype("Float64") / wide.sum(axis=1).replace(0, pd.NA)).round(1)
    wide = wide.astype("object").where(wide.notna(), "not counted")
    wide["read whole, at most %"] = share.astype("object").where(share.notna(), "-")
    show(f"{unit.capitalize()} phase by phase", wide.reset_index().rename_axis(None, axis=1))

# %% [markdown]
# ## Picture

# %%
try:
    import matplotlib as mpl
except ImportError:
    mpl = None
    print("Plot left out, because matplotlib is not installed: the share of each state, phase by phase.")

if mpl and not counts.empty:
    if not NOTEBOOK:
        mpl.use("Agg")  # no display needed
    from matplotlib import pyplot as plt

    colours = ["#2a6f9e", "#7fb3d5", "#e9a23b", "#c8502a", "#7b2d43", "#8c6bb1", "#999999", "#333333", "#6b8e23"]
    figure, axes = plt.subplots(1, 2, figsize=(11, 0.4 * len(order) + 2), sharey=True)
    for unit, ax in zip(("connections", "bytes"), axes, strict=True):
        wide = counts.groupby(["phase", "state"])[unit].sum().unstack().reindex(index=order[::-1], columns=STATES)
        wide = wide.fillna(0).astype("float64")
        whole = wide.sum(axis=1)
        wide.index = [f"{name}".encode("ascii", "backslashreplace").decode().replace("$", r"\$") for name in wide.index]
        drawn = 100 * wide.div(whole.replace(0, 1).to_numpy(), axis=0)
        drawn.plot.barh(stacked=True, color=colours, ax=ax, width=0.75, legend=False)
        for place, count in enumerate(whole):
            ax.text(101, place, f"{count:,.0f}", va="center", fontsize=8)
        ax.set(xlabel=f"% of the {unit} that were counted", ylabel="", xlim=(0, 115), title=unit.capitalize())
    blind = [state for state in STATES if counts[counts["state"] == state]["exchanges"].isna().all()]
    handles = [plt.Rectangle((0, 0), 1, 1, color=colour) for colour in colours[: len(STATES)]]
    names = [f"{state} (not counted)" if state in blind else state for state in STATES]
    figure.tight_layout(rect=(0, 0.12, 1, 1))
    figure.legend(handles, names, loc="lower center", ncols=4, frameon=False)
