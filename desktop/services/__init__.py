"""One file per thing a person does. Knows the domain, forms and wording; asks the rest through ports."""
