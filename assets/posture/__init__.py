"""The posture model: the table of looks it is fitted on, the fit, and its data sheet. Development only."""
