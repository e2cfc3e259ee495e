"""The hooks' host: agents are put into an app on a phone, and what they tell goes to ``events.jsonl`` as it comes.

``process`` starts ``run`` as a process of its own, so that nothing that happens there can take the proxy along. In it
``keeper`` keeps the app hooked: ``device`` finds where it runs, ``starting`` finds or starts it, ``session`` loads the
agents of ``catalogue``. ``intake`` takes messages without ever making Frida wait, and ``writer`` appends them.

``events.jsonl``, in the capture folder
=======================================
One JSON object a line, UTF-8, each an event of ``trafficaudit.events``. An agent's event stands as the agent sent it,
fields that the schema does not know included, with one more field at its end: ``host_at``, this computer's wall clock
when the event came, in milliseconds since 1970 like ``at`` (so ``host_at - at`` is how far the phone's clock is behind,
and the way from there to here).

The host's own events have ``agent`` = ``host`` and this computer's clocks in ``at`` and ``mono``; ``pid`` is the
process that they are about (0: none). They are: ``process`` (what was done to or learned of a process), ``trouble``,
``hook`` (an agent that could not be loaded; ``hook`` is its name), and ``dropped`` (events that this computer could not
take; ``hook`` is the agent).

Every agent counts ``seq`` from 1 in every process that it is loaded into, the host once in every run: a ``seq`` that is
not above the one before, of the same ``agent`` and ``pid``, begins anew. A hole is an event that was lost, dropped here
or refused as no event; the host tells all three.

The file is only ever appended to. Where the host was killed while it wrote, a line may be torn: the last one, or, after
another run went on, one in the middle. A reader counts it and goes on.
"""
