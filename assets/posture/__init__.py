"""The posture model: the table of looks used for the fit, the fit itself, and its data sheet. Development only."""
