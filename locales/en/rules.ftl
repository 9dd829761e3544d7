### The table of rules: what is wrong in a cell (rules-problem-), how to mend it (rules-remedy-), and which rules the centre asks by.

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
# $code: what is wrong with it; $limit: the most it may be, $name: a function, $count: how many values stand in it, $value: what was found, each where it is wrong.
rules-problem-condition-wrong =
    { $code ->
        [expression-too-large] The condition is too long or too deep (limit { $limit })
        [function-arguments] In the condition, { $name }() does not take so many values: { $count }
        [function-unknown] The condition uses { $name }(), which no condition can use
        [path-unknown] The condition walks from one question to another (“{ $value }”), which no condition can do
        [reference-syntax] In the condition “{ $value }” is no name of a question
        [regex-invalid] The condition has a pattern that cannot be read: { $value }
       *[other] The condition cannot be read
    }
rules-remedy-condition-wrong =
    { $code ->
        [expression-too-large] Make several rules of it
        [function-arguments] Correct how many values stand between its brackets
        [function-unknown] Correct its name, or write the condition without it
        [path-unknown] Name each question in braces after a dollar sign
        [reference-syntax] Write nothing but the name between the braces
        [regex-invalid] Correct the pattern
       *[other] Check brackets, quotation marks and the names of functions; it is written as in a questionnaire's column “relevant”
    }
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
rules-problem-service-elsewhere = “{ $value }” answers none of the needs of this rule
rules-remedy-service-elsewhere = Write a need that it answers ({ $needs }), or take it out; until then it is offered under each need of the rule
rules-problem-explanation-missing = There is no explanation in the language { $language }
rules-remedy-explanation-missing = Write it; until then another language is shown
rules-problem-explanation-none = The rule is explained in no language
rules-remedy-explanation-none = Write in one language at least why: nobody can decide by a rule that says nothing
rules-problem-form-unknown = There is no questionnaire “{ $form }”
rules-remedy-form-unknown = Correct the name: until such a questionnaire is asked, the rule never holds
rules-problem-condition-constant = The condition asks no question
rules-remedy-condition-constant = Name a question in it: as it is, it holds for everybody or for nobody
rules-problem-yields-urgent = The rule “{ $name }” gives way to others, and is not low
rules-remedy-yields-urgent = Empty the cell, or write low in the column “urgency”: what must be done soon gives way to nothing
rules-problem-empty = There is not one rule
rules-remedy-empty = Below the names of the columns, write each rule in a row
rules-problem-too-many = There are more than { $limit } rules
rules-remedy-too-many = Take out what is not needed
rules-problem-stops-missing = The rule “{ $name }” is missing or changed: it stops referrals where the person wants nobody to be told
rules-remedy-stops-missing = Put the row back as it stands in Pana's own table
rules-problem-stops-open = The rule “{ $name }” would open referrals that are stopped since nobody may be told
rules-remedy-stops-open = Write referrals here, or empty the cell: only Pana's own rule opens them
rules-problem-urgent-missing = The rule “{ $name }” is gone: it speaks of what is urgent, or of danger
rules-remedy-urgent-missing = Put its row back, unless another rule says the same
# $before, $after: how soon, as the table writes it.
rules-problem-urgent-lower = The rule “{ $name }” was { $before } and is { $after } now
rules-remedy-urgent-lower = Write { $before } again, unless help can wait longer
rules-problem-urgent-otherwise = The rule “{ $name }” speaks of what is urgent, or of danger, and asks something else now
rules-remedy-urgent-otherwise = Look whether it still finds everybody whom it found
rules-problem-apart-missing = The rule “{ $name }” has to stay out of strangers' sight
rules-remedy-apart-missing = Write yes in the column “apart”

## The rules at the centre: which are asked, and another table taken in.

rules-title = Rules of needs
rules-hint = By these rules Pana says what a person needs, from the answers of their interviews.
# $count: how many rules.
rules-shipped-message =
    { $count ->
        [one] Pana's own rules are asked: one rule.
       *[other] Pana's own rules are asked: { $count } rules.
    }
# $date: since when; $member: who said so; $count: how many rules.
rules-shipped-since-message =
    { $count ->
        [one] Pana's own rules are asked: one rule. { $member } went back to them on { $date }.
       *[other] Pana's own rules are asked: { $count } rules. { $member } went back to them on { $date }.
    }
# $file: the file they came from; $date: since when; $member: who took them in; $count: how many rules.
rules-own-message =
    { $count ->
        [one] The centre's own rules are asked: one rule, from { $file }. { $member } took them in on { $date }.
       *[other] The centre's own rules are asked: { $count } rules, from { $file }. { $member } took them in on { $date }.
    }
rules-version-label = Version
# $file: the file that the centre's own rules came from.
rules-instead-missing-message = The centre's own rules ({ $file }) are not on this laptop: they were taken in on another one. Pana's own rules are asked here, so needs may differ. A coordinator takes the same file in on this laptop.
rules-instead-altered-message = The centre's own rules ({ $file }) are not what they were when they were taken in, and are not used. Pana's own rules are asked. A coordinator takes the file in again.
rules-instead-unusable-message = This version of Pana cannot use the centre's own rules ({ $file }): a newer one made them, or they lack what protects people. Pana's own rules are asked. Update Pana, or ask a coordinator to look through the table.
# $file: a file; $date: when; $member: who.
rules-apart-own-message = On another laptop { $member } took other rules in on { $date }: { $file }. Those above are asked; whoever takes a table in now settles it.
rules-apart-shipped-message = On another laptop { $member } went back to Pana's own rules on { $date }. Those above are asked; whoever takes a table in now settles it.
rules-who-message = A coordinator can change the rules.
rules-changed-message = From now on these rules are asked. What was decided about needs before stays as it was.
rules-save-action = Save as a spreadsheet
rules-save-hint = The rules that are asked now are written as an .xlsx workbook. Change it, and take it in here.
rules-take-action = Take rules in
rules-back-action = Back to Pana's own rules
rules-take-title = Take rules in
rules-take-hint = A spreadsheet (.xlsx, .xls) with the sheet “rules”, or a CSV file. We look through it first: nothing changes until you say so.
rules-path-label = File
rules-back-title = What going back to Pana's own rules changes
rules-verdict-title = What these rules change
rules-verdict-same-title = Exactly these rules are asked now. There is nothing to take in.
# $errors: how many.
rules-verdict-errors-title =
    { $errors ->
        [one] One mistake stops these rules
       *[other] { $errors } mistakes stop these rules
    }
rules-nothing-yet-message = Nothing has changed yet.
rules-publish-action = Ask by these rules
rules-back-sure-action = Back to Pana's own rules
rules-decided-stays-message = Needs about which somebody decided keep their decision, and the rules by which it was made.
rules-cell-label = Show the cell
# $count: how many more.
rules-rest-label = { $count } more
rules-order-message = No rule says anything else.
# $count: how many rules.
rules-gone-title =
    { $count ->
        [one] One rule is gone
       *[other] { $count } rules are gone
    }
# $count: how many rules.
rules-changes-title =
    { $count ->
        [one] One rule says something else
       *[other] { $count } rules say something else
    }
# $count: how many rules.
rules-added-title =
    { $count ->
        [one] One rule is new
       *[other] { $count } rules are new
    }
# $count: how many rules.
rules-unchanged-message =
    { $count ->
        [one] One rule stays as it is.
       *[other] { $count } rules stay as they are.
    }
rules-column-label = Column
rules-before-label = Now
rules-after-label = In the new table
