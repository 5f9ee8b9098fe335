"""Values and errors in the person's language, clinical dates and numbers. Knows no Qt."""
