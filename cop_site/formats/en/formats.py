"""English dates as in "Fri, Mar 5, 2027, 9:00 am"."""

DATE_FORMAT = "D, M j, Y"
TIME_FORMAT = "g:i a"
DATETIME_FORMAT = "D, M j, Y, g:i a"
SHORT_DATE_FORMAT = "M j, Y"
MONTH_DAY_FORMAT = "M j"
