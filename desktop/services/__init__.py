"""One file per thing a person does. Knows domain, forms and wording; asks the rest by ports."""
