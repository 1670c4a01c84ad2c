"""What each stretch asks of a body: phases, key measure, form errors, words, way out."""
