"""What is the matter with one answer of a form, or one field of a record: said beside it."""

from desktop.wording.words import later

ANSWERS: dict[str, tuple[str, ...]] = {
    # One answer of a form.
    "form.required": (later("Answer this question, or choose why there is no answer"),),
    "form.group_required": (later("Answer at least one of these questions"),),
    "form.too_many": (
        later("Choose no more than {limit}"),
        later("These are more answers than the form allows"),
    ),
    "form.too_few": (
        later("Choose at least {limit}"),
        later("These are fewer answers than the form asks for"),
    ),
    "form.exclusive": (later("This answer cannot be given together with the others"),),
    "form.too_long": (
        later("This must be {limit} characters or fewer"),
        later("This is too long. Use fewer words"),
    ),
    "form.too_short": (
        later("This must be {limit} characters or more"),
        later("This is too short. Say a little more"),
    ),
    "form.below_minimum": (
        later("This must be {limit} or more"),
        later("This is lower than the form allows"),
    ),
    "form.above_maximum": (
        later("This must be {limit} or less"),
        later("This is higher than the form allows"),
    ),
    "form.not_a_date": (later("This must be a real date, like 5 9 2026"),),
    "form.not_a_date_and_time": (
        later("This must be a real date and a time on the 24-hour clock, like 5 9 2026 22:30"),
    ),
    "form.not_a_time": (later("This must be a time on the 24-hour clock, like 22:30"),),
    "form.not_a_number": (later("This must be a number, like 12"),),
    "form.not_a_whole_number": (later("This must be a whole number, like 12"),),
    "form.decimal_places": (
        later("This may have no more than {limit} digits after the point"),
        later("This has too many digits after the point"),
    ),
    "form.too_many_decimals": (
        later("This may have no more than {limit} digits after the point"),
        later("This has too many digits after the point"),
    ),
    "form.not_yes_or_no": (later("Choose yes or no"),),
    "form.not_text": (later("This must be written in words"),),
    "form.not_a_web_address": (later("This must be a web address, like https://www.nhs.uk"),),
    "form.pattern": (
        later("This is not written in the way the form asks for: {hint}"),
        later("This is not written in the way the form asks for"),
    ),
    "form.not_an_option": (later("Choose one of the answers that are offered"),),
    "form.constraint": (
        later("{rule}"),  # The form's own words.
        later("This does not meet a rule of the form"),
    ),
    "form.not_worked_out": (
        later(
            "The form cannot tell here what has to be asked. Pause the screen or hand it over, and"
            " tell whoever looks after the forms"
        ),
    ),
    "form.not_a_file": (later("Add a file, or choose why there is none"),),
    "form.file_too_large": (
        later("The form takes files up to {limit} MB"),
        later("This file is larger than the form allows"),
    ),
    "form.file_of_other_type": (
        later("The form takes only these kinds of file: {types}"),
        later("The form does not take this kind of file"),
    ),
    "attached.empty": (later("This file has nothing in it. Choose another"),),
    "attached.too_large": (later("This file is too large to be kept. Choose a smaller one"),),
    "attached.type": (later("Choose a PDF, a JPEG or PNG picture, or a plain text file"),),
    # One field of a record.
    "field.required": (later("Enter this"),),
    "field.not_a_date": (later("This must be a real date, like 5 9 2026"),),
    "field.not_a_time": (later("This must be a time on the 24-hour clock, like 22:30"),),
    "field.in_the_future": (later("This must not be in the future"),),
    "field.in_the_past": (later("This must not be in the past"),),
    "field.too_long_ago": (later("This is too long ago. Check the year"),),
    "field.before_arrival": (later("This must not be earlier than the arrival"),),
    "field.nhs_number": (
        later("This is not an NHS number. Check its ten digits, or leave it empty"),
    ),
    "field.pnc_id": (later("This is not a PNC ID. It looks like 2026/0123456A"),),
    "field.too_long": (
        later("This must be {maximum} characters or fewer"),
        later("This is too long. Use fewer characters"),
    ),
    "field.already_used": (later("This is already used for someone else. Check it"),),
}
