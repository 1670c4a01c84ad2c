"""The calibration of measures: what the pose model shows of rendered people, compared with the truth. Development
only."""
