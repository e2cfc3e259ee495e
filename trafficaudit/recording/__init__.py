"""Recording: from what a running proxy hands over to a capture folder.

The proxy appends frames to a journal (``frames``, ``journal``) and does nothing else with them. A process of its own
(``writerprocess``) follows the journal (``writer``), puts exchanges together (``assembly``) and writes flow files
(``flowrecord``, ``segment``) and side files (``sidefiles``). What the proxy has appended is in the kernel's hands and
outlives the proxy; what the writer has not yet written it finds in the journal again (``checkpoint``).
"""
