### The table of rules: what is wrong in a cell (rules-problem-), and how to mend it (rules-remedy-).

## Numbers come as numbers. The place of the cell stands before it.

rules-problem-sheet-missing = The file has no sheet called rules
rules-remedy-sheet-missing = Call the sheet in which the rules stand “rules”
rules-problem-column-missing = There is no column “{ $column }”
rules-remedy-column-missing = Add it to the first row
rules-problem-column-unknown = No rule has a column “{ $column }”
rules-remedy-column-unknown = Correct its name or delete it: what stands in it would be passed over
rules-problem-column-twice = The column “{ $column }” stands twice
rules-remedy-column-twice = Keep one of the two
rules-problem-cell-missing = Nothing stands in the column “{ $column }”
rules-remedy-cell-missing = Fill it in, or delete the whole row
rules-problem-id-twice = The rule “{ $name }” stands in { $cell } already
rules-remedy-id-twice = Give one of the two another number
rules-problem-condition-wrong = The condition cannot be read
rules-remedy-condition-wrong = Check brackets, quotation marks and the names of functions; it is written as in a questionnaire's column “relevant”
rules-problem-condition-long = The condition reads { $count } questions, and { $limit } are the most
rules-remedy-condition-long = Make several rules of it
rules-problem-question-unknown = In “{ $form }” there is nothing called “{ $name }”
rules-remedy-question-unknown = Correct the name: such a rule never holds
rules-problem-choice-unknown = None of these questions has an answer “{ $value }”
rules-remedy-choice-unknown = Check the answer's name
rules-problem-word-unknown = In the column “{ $column }” stands “{ $value }”
rules-remedy-word-unknown = Write one of these: { $allowed }
rules-problem-service-unknown = There is no kind of service “{ $value }”
rules-remedy-service-unknown = Write the name that the list of kinds of services has
rules-problem-need-unknown = There is no need “{ $value }”
rules-remedy-need-unknown = Write the name that the list of needs has
rules-problem-explanation-missing = There is no explanation in the language { $language }
rules-remedy-explanation-missing = Write it; until then another language is shown
rules-problem-empty = There is not one rule
rules-remedy-empty = Below the names of the columns, write each rule in a row
rules-problem-too-many = There are more than { $limit } rules
rules-remedy-too-many = Take out what is not needed
rules-problem-stops-missing = The rule “{ $name }” is missing or changed: it stops referrals where the person wants nobody to be told
rules-remedy-stops-missing = Put the row back as it stands in Pana's own table
rules-problem-apart-missing = The rule “{ $name }” has to stay out of strangers' sight
rules-remedy-apart-missing = Write yes in the column “apart”
