"""Records of sessions: the event log, the store, and the reports and exports made from them."""
