"""Spanish dates and numbers as in Mexico and the United States: "vie 5 de marzo de 2027, 9:00 a.

m.", "13.5".
"""

DATE_FORMAT = r"D j \d\e F \d\e Y"
TIME_FORMAT = "g:i a"
DATETIME_FORMAT = r"D j \d\e F \d\e Y, g:i a"
SHORT_DATE_FORMAT = r"j \d\e M \d\e Y"
MONTH_DAY_FORMAT = r"j \d\e M"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
