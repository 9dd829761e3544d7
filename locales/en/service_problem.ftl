### What is wrong in a file with a directory of services (service-problem-), and what to do (service-remedy-).
### Shown on the screen and by pana services import: file, row, column, then these words.

service-problem-zip-unreadable = The file is no zip, or it is broken
service-remedy-zip-unreadable = Download it again, or ask whoever sent it for another copy
# $limit: bytes
service-problem-too-large = The files are too large: together they may have { $limit } bytes
service-remedy-too-large = Leave only the tables of services in the package
# $limit: number
service-problem-too-many-files = There are too many files: { $limit } at most
service-remedy-too-many-files = Leave only the tables of services in the package
# $other: a file
service-problem-file-twice = One table stands in two files: { $other }
service-remedy-file-twice = Remove one of them
service-problem-nothing-found = There is no table of services here
service-remedy-nothing-found = Choose a folder or a zip that has services.csv
service-problem-descriptor-unreadable = datapackage.json cannot be read; the tables were read without it
service-remedy-descriptor-unreadable = If the tables are right, nothing has to be done
# $name: a file
service-problem-file-missing = The description names { $name }, which is not there
service-remedy-file-missing = If it is needed, ask for the list again; else take it as it is
# $columns: names
service-problem-descriptor-short = The description lacks columns that the file has: { $columns }
service-remedy-descriptor-short = Nothing has to be done: what the file has is taken
service-problem-table-unknown = The standard has no such table
service-remedy-table-unknown = It is kept and not shown
# $encoding: name
service-problem-encoding-wrong = Its letters cannot be read: it does not seem to be { $encoding }
service-remedy-encoding-wrong = Save the file again as UTF-8
service-problem-letters-lost = The text has letters that were lost before
service-remedy-letters-lost = Write the place anew
service-problem-quotes-wrong = A quotation mark is opened and not closed
service-remedy-quotes-wrong = Correct the quotation marks of this row
service-problem-header-missing = The file has no names of columns
service-remedy-header-missing = Write the names of the columns into the first row
# $name: column
service-problem-column-twice = The column { $name } stands twice
service-remedy-column-twice = Remove one of them
# $name: column
service-problem-column-missing = The column { $name } is missing
service-remedy-column-missing = What it would say is not known; add the column if you know it
# $cells, $columns: numbers
service-problem-row-too-long = The row has more cells than there are columns: { $cells } for { $columns }
service-remedy-row-too-long = Remove the separator that is too much, or put the text into quotation marks
# $cells, $columns: numbers
service-problem-row-too-short = The row has fewer cells than there are columns: { $cells } for { $columns }
service-remedy-row-too-short = The missing ones were taken as empty; look whether that is right
# $line: number
service-problem-json-unreadable = The JSON file cannot be read from line { $line } on
service-remedy-json-unreadable = Download the file again
# $total, $count: numbers
service-problem-pages-missing = Not all pages are here: { $count } of { $total } services
service-remedy-pages-missing = What is missing is not taken for gone; add the other pages for the whole list
# $id: id
service-problem-object-torn = { $id } stands in two places and says different things
service-remedy-object-torn = Find out which is right and leave that one
service-problem-id-missing = The row has no id, and others point to it
service-remedy-id-missing = Give it an id of its own
# $id: id; $row: number
service-problem-id-twice = The id { $id } stands in two rows, first in row { $row }
service-remedy-id-twice = Give one of them another id
# $id: id
service-problem-id-given = The row had no id of its own; it was given { $id }
service-remedy-id-given = Nothing has to be done
# $value: id
service-problem-id-odd = The id { $value } is no UUID
service-remedy-id-odd = It is kept as it is
# $row: number
service-problem-row-twice = The same row stands in row { $row }
service-remedy-row-twice = One of them was taken; nothing has to be done
# $row: number; $name: service
service-problem-service-twice = The service “{ $name }” also stands in row { $row }, with the same provider and telephone
service-remedy-service-twice = If they are one service, remove one
service-problem-name-missing = The service has no name
service-remedy-name-missing = Write its name
service-problem-cell-missing = A cell that should say something is empty
service-remedy-cell-missing = Fill it in if you know it; else it is not known
# $value: id; $table: table
service-problem-reference-broken = { $value } points to a row of { $table } that is not there
service-remedy-reference-broken = Add that row, or correct what points to it
# $value: word; $words: words
service-problem-word-unknown = “{ $value }” is no word of this column
# $value: word; $words: words
service-remedy-word-unknown = Write one of: { $words }
# $value: text
service-problem-number-wrong = “{ $value }” is no number
service-remedy-number-wrong = Write a number
# $value: text
service-problem-date-wrong = “{ $value }” is no date
service-remedy-date-wrong = Write it as 2026-11-01
# $value: text
service-problem-time-wrong = The time “{ $value }” cannot be read; the hours are not known
service-remedy-time-wrong = Write it as 09:00 and choose the file again
# $value: text
service-problem-email-wrong = “{ $value }” is no e-mail address
service-remedy-email-wrong = Write it as name@example.org
# $value: text
service-problem-uri-wrong = “{ $value }” is no web address
service-remedy-uri-wrong = Write it as https://example.org
# $opens, $closes: times
service-problem-hours-backwards = It closes before it opens: { $opens } to { $closes }. It was read as a night
service-remedy-hours-backwards = If it is none, correct the times
# $value: text
service-problem-days-wrong = Which days “{ $value }” means cannot be read
service-remedy-days-wrong = Write days of the week as MO,TU,WE,TH,FR,SA,SU
# $from, $to: days
service-problem-season-backwards = The last day is before the first: { $from } to { $to }
service-remedy-season-backwards = Correct the days
# $least, $greatest: ages
service-problem-ages-backwards = The least age is above the greatest: { $least } to { $greatest }
service-remedy-ages-backwards = Correct the ages
# $available, $maximum: numbers
service-problem-capacity-over = More places are free ({ $available }) than there are ({ $maximum })
service-remedy-capacity-over = Ask which number is right
# $latitude, $longitude: degrees
service-problem-position-wrong = There is no such place on the map: { $latitude }, { $longitude }
service-remedy-position-wrong = Look whether the two numbers stand the right way round
# $value: text
service-problem-phone-odd = “{ $value }” does not look like a telephone number
service-remedy-phone-odd = Check the number
# $value: code
service-problem-service-unknown = The list of kinds of services has no “{ $value }”
service-remedy-service-unknown = Take a kind of the list
# $value: text; $words: words
service-problem-meaning-unknown = What “{ $value }” means cannot be read
# $value: text; $words: words
service-remedy-meaning-unknown = Write one of: { $words }
# $count: number; $code: word
service-problem-more = { $count } more of the same
service-remedy-more = Correct those that are shown and choose the file again
