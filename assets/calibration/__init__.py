"""The calibration of measures: what the pose model shows of rendered people, and what is true. Development only."""
