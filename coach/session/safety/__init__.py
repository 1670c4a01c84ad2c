"""The rules that keep a person safe, as data: screening, pain, the traffic light, smaller doses, alarms."""
