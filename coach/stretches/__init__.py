"""The stretches, one file each: key measure, gates, form errors, usual dose, start position, view, cautions."""
