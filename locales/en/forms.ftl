### Words about questionnaires: what is wrong in an answer's kind (interview-type-), and what is wrong in a
### questionnaire's file and how to mend it (form-problem-, form-remedy-).

## Beside a question, when what was typed is not of the question's kind. What was typed is kept.

interview-type-integer = Enter a whole number, without spaces or letters
interview-type-decimal = Enter a number
interview-type-date = Enter a date: day, month, year. If the day or month is not known, leave it empty
interview-type-time = Enter a time, for example 14:30
interview-type-date-time = Enter a date and a time
interview-type-choice = Choose one of the answers offered
interview-type-geopoint = Enter latitude and longitude, for example 43.24 76.89
interview-type-too-long = This is too long. Shorten it; nothing typed is lost
interview-type-other = This answer does not fit the question
