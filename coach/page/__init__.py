"""The page for writing routines: one HTML file, made from the same models, catalogue and texts as the loader."""
