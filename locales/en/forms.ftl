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
interview-type-range = Choose a number of the scale
interview-type-too-long = This is too long. Shorten it; nothing typed is lost
interview-type-too-large = This number is too large. Check its digits; nothing typed is lost
interview-type-undecided = Whether this fits cannot be told: the questionnaire’s pattern takes too long. It is taken as fitting, and stands in nobody’s way
interview-type-other = This answer does not fit the question

## A questionnaire's file: what is wrong, by sheet and cell (the place stands before it), and how to mend it.
## limit, line, position, count come as numbers.

form-problem-file-unreadable = The file is no workbook, or it is cut short
form-remedy-file-unreadable = Copy or download it again, or save it anew as .xlsx
form-problem-file-too-large = The file is larger than { $limit } bytes
form-remedy-file-too-large = Take pictures and unused sheets out of it
form-problem-sheet-too-large = The sheet has more than { $limit } rows or columns
form-remedy-sheet-too-large = Delete the empty rows and columns after the last question, or split the questionnaire
form-problem-cell-too-large = The cell holds more than { $limit } bytes of text
form-remedy-cell-too-large = Shorten it or spread it over several notes
form-problem-formula-unsaid = The cell holds a formula of the spreadsheet whose result is not stored, so it is read as empty
form-remedy-formula-unsaid = Open the file in a spreadsheet program and save it there, or write the text itself into the cell
form-problem-zeros-shown = The cell shows { $shown }, but it holds { $value }, and { $value } is what is read
form-remedy-zeros-shown = Format the column as text and type { $shown } anew, with its zeros
form-problem-csv-unreadable =
    { $separator ->
        [semicolon] The sheet, with semicolons between its cells, cannot be read from line { $line } on
        [tab] The sheet, with tabs between its cells, cannot be read from line { $line } on
       *[comma] The sheet, with commas between its cells, cannot be read from line { $line } on
    }
form-remedy-csv-unreadable = Save it as CSV in UTF-8; a quotation mark inside a cell is written twice
form-problem-xml-invalid = The file is not well-formed XML from character { $position } on
form-remedy-xml-invalid = Download the form again, and do not edit it by hand
form-problem-xml-no-form = There is no form in this XML file
form-remedy-xml-no-form = Choose the file that ODK Central or KoboToolbox calls the form’s XML
form-problem-sheet-missing = The sheet “{ $name }” is missing
form-remedy-sheet-missing = Add it; the name is written exactly so
form-problem-sheet-unknown = The sheet “{ $name }” is not known; perhaps “{ $near }” is meant
form-remedy-sheet-unknown = Correct its name, or begin it with _ to leave it out
form-problem-column-missing = The column “{ $column }” is missing
form-remedy-column-missing = Add it to the first row
form-problem-header-missing = The first row of the sheet names no columns; expected: { $columns }
form-remedy-header-missing = Write the names of the columns into the first row, and the questions below it
form-problem-column-twice = The column “{ $column }” stands twice
form-remedy-column-twice = Keep one of the two
form-problem-column-unknown = The column “{ $column }” is not known; it is kept and not used
form-remedy-column-unknown = If it is meant to do something, correct its name
form-problem-type-missing = The row has no type
form-remedy-type-missing = Write the kind of question into the column type, or empty the row
form-problem-type-unknown = “{ $value }” is no kind of question
form-remedy-type-unknown = Take one of the kinds in the guide, for example text, integer or select_one
form-problem-type-unsupported = Pana cannot ask the kind “{ $value }” yet
form-remedy-type-unsupported = Ask it in another way; until then it is shown as not asked
form-problem-type-spelling = Only Pana reads the kind “{ $value }” in this spelling
form-remedy-type-spelling = For other tools write it as in the guide, in small letters
form-problem-row-far = “{ $value }” stands far below the questions and is no kind of question; the row is left out
form-remedy-row-far = Delete the row, or move it up and correct its type
form-problem-name-missing = The question of type “{ $value }” has no name
form-remedy-name-missing = Give it a short name in Latin letters
form-problem-name-invalid = “{ $name }” cannot be a name
form-remedy-name-invalid = Begin with a Latin letter; go on with letters, digits, _ and -
form-problem-name-twice = The name “{ $name }” stands already in { $other }
form-remedy-name-twice = Give one of the two another name
form-problem-name-similar = “{ $name }” and “{ $other }” differ only in capital letters
form-remedy-name-similar = Rename one, so that nobody confuses them
form-problem-repeat-twice = Two repeats are called “{ $name }”; the other one is in { $other }
form-remedy-repeat-twice = Give one of them another name: other tools find a repeat by its name alone
form-problem-name-of-form = The repeat “{ $name }” has the name of the questionnaire itself
form-remedy-name-of-form = Here it works; for other tools give the repeat another name
form-problem-name-of-count = Other tools keep the count of the repeat “{ $other }” under the name “{ $name }”, which this row has
form-remedy-name-of-count = Here it works; for other tools give this row another name
form-problem-name-reserved = “{ $name }” is kept for what is said of the interview itself
form-remedy-name-reserved = Take another name
form-problem-name-fixed = The row is called “{ $name }”, but the name of such a row is always “{ $value }”
form-remedy-name-fixed = Leave the name empty
form-problem-label-missing = The question “{ $name }” has no text
form-remedy-label-missing = Write the question into the label column
form-problem-big-image-alone = “{ $name }” has big-image without image
form-remedy-big-image-alone = Name the picture itself too, in the column image
form-problem-default-language-unknown = No column is in “{ $language }”, the default language; the first language of the columns is shown first
form-remedy-default-language-unknown = Write one of these: { $languages }; or add columns in “{ $language }”
form-problem-translation-missing = “{ $name }” has no text in { $language }
form-remedy-translation-missing = Translate it; until then the first language is shown
form-problem-translations-missing =
    { $count ->
        [one] One text is missing in { $language }
       *[other] { $count } texts are missing in { $language }
    }
form-remedy-translations-missing = Translate them; until then the first language is shown
form-problem-group-open = The group “{ $name }” is not closed
form-remedy-group-open = Add end_group or end_repeat after its last question
form-problem-group-unmatched = “{ $value }” closes nothing that is open
form-remedy-group-unmatched = Delete it, or add the beginning it belongs to
form-problem-list-missing = The question “{ $name }” does not say which answers it offers
form-remedy-list-missing = Write the list after the type: select_one listname
form-problem-list-unknown = There is no list “{ $list }” in the sheet choices
form-remedy-list-unknown = Add it there, or correct its name here
form-problem-list-not-repeated = “{ $name }” stands in no repeat, so its answers are no list
form-remedy-list-not-repeated = Name a question inside a repeat, or a list of the sheet choices
form-problem-file-kind = “{ $name }” is not a file that lists are read from
form-remedy-file-kind = Use a file that ends with .csv, .geojson or .xml
form-problem-file-missing = The file “{ $name }” is not beside the form
form-remedy-file-missing = Put it into the same folder; until then its list is empty
form-problem-file-invalid = The file “{ $name }” cannot be read as a list
form-remedy-file-invalid = Open it, see that its first row holds the names of columns, and save it as UTF-8
form-problem-choice-name-missing = An answer in the list “{ $list }” has no name or no list
form-remedy-choice-name-missing = Fill in list_name and name
form-problem-choice-twice = The answer “{ $name }” stands twice in the list “{ $list }”
form-remedy-choice-twice = Rename one; answers with the same name cannot be told apart
form-problem-choice-space = The answer “{ $name }” in the list “{ $list }” has a space in its name
form-remedy-choice-space = Put _ in its place: several answers are kept with spaces between them
form-problem-choice-label-missing = The answer “{ $name }” in the list “{ $list }” has no text
form-remedy-choice-label-missing = Write the text people see into the label column
form-problem-or-other-filtered = “{ $name }” has or_other together with choice_filter
form-remedy-or-other-filtered = Here the answer “other” is always offered. Other tools refuse such a form: for them, add “other” to the list with a line of its own
form-problem-table-line = “{ $name }” is no line of this table: its answers are not those of the heading
form-remedy-table-line = Give all lines the same list, and the first one no choice_filter
form-problem-search-file = “{ $name }” has search() and a list in a file
form-remedy-search-file = Take search() away: the list comes from the file already
form-problem-search-shared = “{ $name }” takes the list “{ $list }” with search(), “{ $other }” without it
form-remedy-search-shared = Use search() in both, or give one of them a list of its own
form-problem-list-code-twice =
    { $count ->
        [one] The code “{ $value }” stands twice in { $name }
       *[other] { $count } rows of { $name } have the code of another row, for example “{ $value }”
    }
form-remedy-list-code-twice = Give each row a code of its own: of rows with one code, formulas find only the first
form-problem-list-code-blank =
    { $count ->
        [one] One row of { $name } has no code and is left out
       *[other] { $count } rows of { $name } have no code and are left out
    }
form-remedy-list-code-blank = Give each row a code, or delete it
form-problem-list-code-edged =
    { $count ->
        [one] The code “{ $value }” in { $name } has a blank before or behind it
       *[other] { $count } codes in { $name } have a blank before or behind them, for example “{ $value }”
    }
form-remedy-list-code-edged = Delete the blanks: with them it is another code than without
form-problem-instance-twice = “{ $name }” is the name of two lists; one of them is { $other }
form-remedy-instance-twice = Give one of them another name
form-problem-expression-syntax =
    { $expected ->
        [closing-parenthesis] The formula “{ $formula }” cannot be read from character { $position } on; a closing bracket is expected there
        [closing-quote] The formula “{ $formula }” cannot be read from character { $position } on; the quotation mark there is not closed
        [closing-brace] The formula “{ $formula }” cannot be read from character { $position } on; the brace there is not closed
        [name] The formula “{ $formula }” cannot be read from character { $position } on; a name is expected there
        [number] The formula “{ $formula }” cannot be read from character { $position } on; a number is expected there
        [operator] The formula “{ $formula }” cannot be read from character { $position } on; a comma, a sign or a word such as “and” is expected there
        [operand] The formula “{ $formula }” cannot be read from character { $position } on; a question, a number or a text is expected there
       *[other] The formula “{ $formula }” cannot be read from character { $position } on
    }
form-remedy-expression-syntax = Correct it there; a bracket or a quotation mark is the usual cause
form-problem-expression-too-large = The formula is too long or too deep (limit { $limit })
form-remedy-expression-too-large = Split it with calculate rows
form-problem-reference-unknown = There is no question “{ $name }”
form-remedy-reference-unknown = Correct the name between the braces
form-problem-reference-near = There is no question “{ $name }”
form-remedy-reference-near = Did you mean “{ $near }”, row { $row }? Correct the name between the braces
form-problem-reference-ambiguous = There are several questions “{ $name }”
form-remedy-reference-ambiguous = Give them different names
form-problem-reference-syntax = “{ $value }” between braces is no name of a question
form-remedy-reference-syntax = Write the name alone between the braces, without spaces; other tools refuse anything else
form-problem-path-unknown = The path “{ $value }” leads nowhere, so it is always empty
form-remedy-path-unknown = Name the question as in the column name, between braces after a dollar sign
form-problem-function-unknown = Pana does not know the function { $name }()
form-remedy-function-unknown = Correct its name or use another
form-problem-function-arguments =
    { $count ->
        [one] { $name }() does not take one value
       *[other] { $name }() does not take { $count } values
    }
form-remedy-function-arguments = Compare it with the list of functions in the guide
form-problem-regex-invalid = The pattern “{ $value }” cannot be read
form-remedy-regex-invalid = Correct it; a bracket is the usual cause
form-problem-regex-part = The pattern “{ $value }” takes an answer of which only a part fits; other clients (ODK Collect) ask for the whole
form-remedy-regex-part = Write ^ before it and $ behind it; where a part is enough, write .* on that side
form-problem-cycle = These wait for each other: { $names } (cells { $cells })
form-remedy-cycle = Take one of them out of the circle
form-problem-count-reads-itself = How often “{ $name }” is asked depends on answers in it
form-remedy-count-reads-itself = Pana counts again after each answer; where the count would go on growing, it stays as it is. Other tools may ask without end: better let the interviewer add each by hand
form-problem-group-asks-inside = Whether the group “{ $name }” is asked depends on “{ $other }”, a question in it
form-remedy-group-asks-inside = Pana looks at that answer as if the group were asked; other tools may refuse the questionnaire. Better move the question before the group
form-problem-year-by-division = Days are divided by { $value } here: an age counted so is wrong around the birthday
form-remedy-year-by-division = Write both days with format-date as %Y%m%d, subtract one number from the other, divide by 10000 and take int: that is the age in full years
form-problem-calculation-missing = “{ $name }” is to be calculated, but says nothing
form-remedy-calculation-missing = Write the formula into the column calculation
form-problem-trigger-invalid = “{ $value }” is no trigger
form-remedy-trigger-invalid = Name a question between braces after a dollar sign
form-problem-trigger-hidden = { $name } is never shown, so in other tools it does not set off “{ $other }”
form-remedy-trigger-hidden = Here it does; for other tools name a question that somebody answers
form-problem-parameter-unknown = Questions of this type have no parameter “{ $name }”
form-remedy-parameter-unknown = It is ignored. Parameters of this type: { $allowed }
form-problem-parameter-value = The parameter “{ $name }” cannot be “{ $value }”
form-remedy-parameter-value = Correct the value, or take the parameter away
form-problem-parameter-needs = The parameter “{ $name }” means something only together with { $other }
form-remedy-parameter-needs = Add what is missing, or take it away
form-problem-parameter-invalid = The parameter “{ $value }” cannot be read
form-remedy-parameter-invalid = Write key=value, with spaces between several
form-problem-setting-invalid = The setting { $column } cannot be “{ $value }”; it is passed over
form-remedy-setting-invalid = Correct it, or empty the cell
form-problem-yes-no-invalid = In { $column } “{ $value }” is neither yes nor no
form-remedy-yes-no-invalid = Write yes or no
form-problem-word-invalid = In { $column } there is “{ $value }”
form-remedy-word-invalid = Take one of: { $allowed }
form-problem-preload-unknown = Pana cannot fill in “{ $value }” by itself
form-remedy-preload-unknown = Take one of the words in the guide, or ask it as a question
form-problem-save-to-invalid = “{ $value }” names no property
form-remedy-save-to-invalid = Write property, or list#property where the form has several entity lists; a property is a name of letters, digits, _ and -, and neither name nor label
form-problem-save-to-scattered = The questions that give the entity “{ $list }” stand in different repeats
form-remedy-save-to-scattered = Keep them in one repeat; what stands outside can be brought in by a calculation
form-problem-save-to-twice = The property “{ $value }” is given here and in { $other }
form-remedy-save-to-twice = Let one of the two questions give it
form-problem-save-to-group = “{ $value }” stands in save_to of a group, and a group has no answer
form-remedy-save-to-group = Move it to a question, or take it away
form-problem-save-to-several = “{ $value }” names several properties
form-remedy-save-to-several = Pana fills all of them; other tools take one property from each question
form-problem-entity-incomplete = The entity “{ $list }” needs the column { $column }
form-remedy-entity-incomplete = Fill that cell
form-problem-save-to-unknown = “{ $value }” names no list of the sheet entities
form-remedy-save-to-unknown = Write list#property with a list of that sheet
form-problem-entity-label-missing = The list “{ $list }” in the sheet entities has no label
form-remedy-entity-label-missing = Write a formula that gives its name
form-problem-entity-repeat-unknown = “{ $value }” is no repeat of this questionnaire
form-remedy-entity-repeat-unknown = Name a begin_repeat between braces after a dollar sign
form-problem-entity-scattered = The entity “{ $list }” names “{ $name }”, which stands in another repeat
form-remedy-entity-scattered = Keep them in one repeat, or bring the answer in by a calculation
form-problem-entity-crowded = “{ $list }” has no group of its own: “{ $name }” ({ $other }) is there already
form-remedy-entity-crowded = Pana fills both; for other tools put the questions of each list into a group of their own
form-problem-default-invalid = “{ $value }” cannot be an answer to “{ $name }”
form-remedy-default-invalid = Write an answer of the question's kind, or empty the cell
form-problem-form-empty = The questionnaire has no question
form-remedy-form-empty = Write at least one question into the sheet survey
form-problem-form-id-missing = The questionnaire has no short name
form-remedy-form-id-missing = Write form_id into the sheet settings
form-problem-version-missing = The questionnaire has no version; it is known as “{ $version }”, which is made of its content
form-remedy-version-missing = Write version into the sheet settings and raise it with each change; until then each change gets another one by itself
form-problem-form-too-large = The questionnaire has more than { $limit } questions
form-remedy-form-too-large = Split it into two
