### The interview, its review, its end, and reading it afterwards.

## Top bar

# $number: place of the question, $total: questions that apply now
interview-position-message = Question { $number } of { $total }
interview-nameless-label = New person
interview-stop-action = Stop and keep
interview-private-action = Personal meeting
interview-private-hint = Opens the personal meeting at once. This interview is kept.
interview-language-label = Language of the questions
# $languages: English + русский
interview-language-option = Questions: { $languages }
interview-before-end-label = Before finishing
interview-amending-label = Correcting a finished interview

## Sections

interview-sections-label = Sections
# $count: sections
interview-sections-done-message =
    { $count ->
        [one] 1 section done
       *[other] { $count } sections done
    }
interview-section-done-label = done
# $done of $total
interview-section-progress-message = { $done } / { $total }
# People or places of a list. $done: those asked about in full, $total: all
interview-section-entries-message =
    { $total ->
        [one] { $done } / { $total } entry
       *[other] { $done } / { $total } entries
    }
# The same for screen readers. $done: in full, $begun: begun, $open: not yet asked about
interview-section-entries-hint = asked in full: { $done }, begun: { $begun }, not yet asked: { $open }
# $count: required questions without an answer
interview-section-gap-message =
    { $count ->
        [one] 1 without an answer
       *[other] { $count } without an answer
    }
# In the list of sections: questions of a section that are put off.
interview-section-later-message =
    { $count ->
        [one] 1 put off
       *[other] { $count } put off
    }
interview-jump-action = Jump

## The question in focus

# $number: within its section
interview-number-label = Question { $number }
interview-kind-one = one answer
interview-kind-one-own = one answer, or own words
interview-kind-many = several can be marked
interview-kind-many-own = several can be marked, own words too
interview-kind-text = in the person's own words
interview-kind-number = a number
interview-kind-date = a date; leave out what is not known
interview-kind-time = a time of day
interview-kind-moment = a date and a time
interview-kind-rank = to be put in order
interview-kind-place = a place in numbers
interview-kind-line = a line, point by point
interview-kind-area = an area, point by point
interview-kind-code = a code, typed or scanned
interview-kind-file = a file from this computer
interview-kind-note = read out
interview-kind-optional = may be left out
interview-kind-alone = ask in private
interview-why-label = Why we ask.
interview-guidance-label = For the worker
# $name: file
interview-media-missing-message = The file { $name } did not come with the questionnaire.
# $name: file
interview-unplayed-message = { $name } cannot be played on this computer.
interview-listen-action = Listen
interview-listen-stop-action = Stop
# $choice: answer that goes with no other
interview-alone-message = “{ $choice }” stands alone, so the other answers were unticked. Untick it to have them back.
interview-answer-label = Answer
interview-other-label = Write what exactly
interview-search-label = Find in the list
# Inside the field of a list that is closed
interview-closed-hint = Choose, or type to find
interview-chosen-label = Chosen
# Takes one of several chosen answers, or one point of a line, away again
interview-take-out-action = Take out
interview-search-none-message = Nothing in the list fits. Try another word.
interview-search-count-message =
    { $count ->
        [one] 1 answer in the list
       *[other] { $count } answers in the list
    }
# $count: answers that are drawn
interview-search-more-message = The first { $count } are shown; a word finds the rest.
# $count: answers that lie below the edge
interview-below-message =
    { $count ->
        [one] 1 more answer below
       *[other] { $count } more answers below
    }
# Label of the field in which a whole date is typed
interview-date-line-label = Date at once
# $days: so many the month has
interview-date-no-such-day-message = There is no such day: that month has { $days }. What you typed is still there.
interview-date-no-such-month-message = There is no such month: months go from 1 to 12. What you typed is still there.
interview-date-short-year-message = Write the year with four digits, such as 1994. What you typed is still there.
interview-date-no-date-message = This is no date. Write it as 31.12.1994, 12.1994 or 1994. What you typed is still there.
interview-day-label = Day
interview-month-label = Month
interview-year-label = Year
interview-hour-label = Hour
interview-minute-label = Minute
interview-acknowledge-label = Done
interview-newline-hint = Alt Enter begins a new line
# $from, $to: ends of a scale
interview-scale-hint = From { $from } to { $to }
# $from, $to: ends of a scale; $step: from one number to the next
interview-scale-step-hint = From { $from } to { $to }, by { $step }
interview-step-up-action = One step up
interview-step-down-action = One step down
interview-code-hint = Type the code, or read it with the scanner.

## A ranking

interview-rank-hint = Mark what comes first, then what comes next. Alt ↑ and Alt ↓ move it; unmarking takes it out.
interview-rank-rest-label = Without a place so far
interview-rank-up-action = Up
interview-rank-down-action = Down
# Said by a screen reader. $label: the answer, $place: its place, $count: how many have one
interview-rank-place-message = { $label }: place { $place } of { $count }
# Said by a screen reader. $label: the answer
interview-rank-out-message = { $label } has no place now

## A place, a line, an area

interview-latitude-label = Latitude
interview-longitude-label = Longitude
interview-altitude-label = Height, m (may be left out)
interview-accuracy-label = Exact to, m (may be left out)
interview-latitude-message = Latitude lies between −90 and 90, for example 43.238
interview-longitude-message = Longitude lies between −180 and 180, for example 76.889
interview-altitude-message = The height is a number of metres, for example 850
interview-accuracy-message = How exact it is, is a number of metres, 0 or more
interview-place-hint = A place copied from a map, such as 43.238, 76.889, can be pasted into the first field.
# $number: which point
interview-point-label = Point { $number }
interview-line-hint = Each point from one end to the other, two or more. Typing in the empty row adds one.
interview-area-hint = The corners one after the other, three or more. The last is joined with the first by itself.
# An answer in a list. $count: points
interview-points-message =
    { $count ->
        [one] 1 point
       *[other] { $count } points
    }

## A file as the answer

interview-file-choose-action = Choose a file…
interview-file-replace-action = Choose another…
interview-file-remove-action = Take out
interview-file-path-label = Or type its path
interview-file-take-action = Take this file
interview-file-busy-message = The file is being kept…
interview-file-kept-hint = Kept and locked with this interview. The file on the computer stays where it is.
interview-file-clean-hint = Where and with what a picture was made is taken out of it. What it shows stays.
# $name: name of the file
interview-file-picture-label = Picture: { $name }
# $size: a number
interview-file-kilobytes-label = { $size } KB
interview-file-megabytes-label = { $size } MB
# $name: name of the file
interview-file-lost-message = The file { $name } is not kept here.
interview-file-undrawn-message = This picture cannot be drawn here. It is kept.

## Neighbours and moving

interview-change-action = Change
interview-no-answer-label = no answer
interview-back-action = Back
interview-next-action = Next
interview-next-review-label = Look over and finish
interview-instead-label = Instead of an answer
interview-state-unknown = Does not know
interview-state-declined = Does not wish to say
interview-state-later = Ask later
interview-state-kept-message = Kept as the answer.
interview-state-put-off-message = Put off: it goes to the list of Today.

## Messages beside the question

interview-required-message = No answer yet. If they do not know or do not wish to say, mark that.
interview-required-go-action = Leave it and go on
interview-invalid-message = This answer does not fit yet. What was typed is kept.
interview-invalid-go-action = Go on all the same
interview-constraint-message = This answer does not fit the question.
interview-failed-label = Not saved
# Somebody is in danger. A stranger may read along: it does not say so.
interview-danger-title = Go over to the personal meeting now
interview-danger-message = This interview is kept as it is; you can go on with it later. Answers of the personal meeting lie under a lock of their own, and only those with the permission see them.
# For whoever may not lead the personal meeting. $names: colleagues who may
interview-danger-call-title = Call a colleague who leads personal meetings
interview-danger-call-message = They can lead it: { $names }. This interview is kept as it is, and the meeting stands on Today.
interview-danger-nobody-message = Nobody here is written down as leading personal meetings: tell the coordinator. This interview is kept as it is, and the meeting stands on Today.
interview-danger-stop-action = Stop here
interview-danger-action = Begin the personal meeting
interview-danger-go-on-action = The person does not wish it now: go on with the interview

## A list of people or things

# $count: how many are written down
interview-repeat-count-message =
    { $count ->
        [0] Nobody written down yet
        [one] 1 written down
       *[other] { $count } written down
    }
interview-repeat-half-hint = What is half written is kept too
interview-repeat-add-action = Add one
interview-repeat-more-action = Add one more
interview-repeat-empty-message = Add each one by itself. If there is nobody to add, go on.
# $number: which one
interview-repeat-title = No. { $number }
interview-repeat-action-label = Action
interview-repeat-edit-action = Change
interview-repeat-remove-action = Take out
# $name: who or what it is, or No. 2 where nothing is known
interview-repeat-sure-message = Take { $name } out of the list? All answers about it go too.
# $name: as above
interview-repeat-sure-action = Take out { $name }
# Who or what an entry of a list is. $name: its first words; $more: its first number, mostly an age
interview-repeat-name-label = { $name }, { $more }
interview-repeat-keep-action = Keep it
# Of a long list a part is shown. $count: how many come with this
interview-repeat-earlier-action = Show { $count } before these
interview-repeat-later-action = Show { $count } more

## Before finishing

# The last of the sections: the look over what is still open, at any time.
interview-review-action = Look over
# Of whom a question of the review is asked, where several people are asked it: whoever is interviewed.
interview-review-person-label = The person interviewed
# Of whom, where no name was given. $list: what the questionnaire calls the list (children). $number: place in it
interview-review-whose-label = { $list }, no. { $number }
interview-review-title = Look over before finishing
# $answered of $asked
interview-review-count-message = Answered: { $answered } of { $asked }. Not answering is an answer too: it does not stop you.
interview-review-missing-title = No answer
interview-review-invalid-title = Does not fit
interview-review-later-title = Put off for later
interview-review-declined-title = Does not wish to say
interview-review-unknown-title = Does not know
interview-review-answer-action = Answer
interview-review-correct-action = Correct
interview-review-ask-action = Ask now
interview-review-change-action = Change
interview-review-declined-hint = Kept like this. Nobody is asked for a reason.
interview-review-whole-message = Every question has an answer. You can finish.
interview-review-enough-message = Nothing that must be answered is missing. You can finish.
interview-review-back-action = Back to the questions
interview-review-later-hint = Questions that are put off go to Today.
interview-review-finish-action = Finish
interview-review-incomplete-action = Finish as it is
interview-review-incomplete-hint = It will be marked incomplete.
interview-review-busy-action = Finishing…
interview-review-invalid-hint = Correct what does not fit; then it can be finished.
interview-discard-action = Throw away
interview-discard-title = Throw this interview away?
# $name: of the person
interview-discard-named-title = Throw away the interview with { $name }?
interview-discard-hint = All its answers are erased from this laptop and cannot be brought back.
interview-discard-amend-hint = The changes are erased. The finished interview stays as it was.
interview-discard-sure-action = Erase it

## Finished

interview-finished-title = The interview is finished
interview-finished-hint = It is kept on this laptop, signed with your name. It can be corrected later; what was there before stays in the history.
# $count: required questions without an answer
interview-finished-missing-message =
    { $count ->
        [one] 1 required question has no answer. The interview is marked incomplete.
       *[other] { $count } required questions have no answer. The interview is marked incomplete.
    }
# $count: questions that were put off
interview-finished-later-message =
    { $count ->
        [one] 1 question was put off. It waits under Today.
       *[other] { $count } questions were put off. They wait under Today.
    }
interview-finished-person-action = To the person
interview-finished-home-action = To Today

## Reading

interview-read-amend-action = Correct
interview-read-person-action = To the person
interview-read-blank-label = no answer
interview-read-hint = Finished. To change an answer, choose “Correct” beside it: what was there before is kept.
# Instead of that, to a member who may not.
interview-read-others-hint = Finished. If an answer has to be corrected, ask a supervisor or a coordinator.
