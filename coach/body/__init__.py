"""What a body is doing: landmarks, angles, back curve, posture. Pure: numbers in, numbers out."""
