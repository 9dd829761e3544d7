### Today, and starting an interview.

# $waiting, $first, $drafts, $later: how many rows of each kind.
home-summary-message =
    { $waiting ->
        [0] { $drafts ->
            [0] { $later ->
                [0] Nothing waits.
                [one] 1 person is still to be asked something.
               *[other] { $later } people are still to be asked something.
            }
            [one] 1 interview is not finished.
           *[other] { $drafts } interviews are not finished.
        }
       *[other] { $first ->
            [0] { $waiting ->
                [one] 1 thing waits today.
               *[other] { $waiting } things wait today.
            }
           *[other] { $waiting ->
                [one] 1 thing waits today, and it comes first.
               *[other] { $first ->
                    [one] { $waiting } things wait today; 1 of them comes first.
                   *[other] { $waiting } things wait today; { $first } of them come first.
                }
            }
        }
    }
home-work-groups-label = Groups of what waits today
home-work-first-title = First of all
home-work-first-label = first
home-work-late-title = Answers that are late
home-work-late-label = late
home-work-call-title = To get in touch
home-work-call-label = to call
home-work-ask-title = People to ask
home-work-ask-label = to ask
home-work-tell-title = Receivers to tell
home-work-tell-label = to tell
home-work-meet-title = Appointments
home-work-meet-label = to meet
# $time: by when an answer was awaited.
home-work-late-message = answer was awaited by { $time }
home-work-unsafe-label = not safe to call or write
home-work-not-asked-label = nobody asked whether it is safe
# $count: how much there is.
home-work-more-action = Show all { $count }
# $shown: how much is shown; $count: how much there is.
home-work-rest-message = These are the first { $shown } of { $count }; what is done goes, and others come up.
# Over a closed list: nothing is to be done with them yet. $count: how many referrals.
home-awaited-label = Waiting for an answer: { $count }
# On a line of it. $time: by when.
home-awaited-until-message = answer awaited by { $time }
# $shown, $count: numbers.
home-awaited-rest-message = These are the first { $shown } of { $count }.
# Only whoever leads personal meetings sees it.
home-meeting-private-label = Personal meeting
home-meeting-open-action = Open the page
home-find-label = Find a person: name, case number, birth year
home-new-action = New interview
# $date: latest time known to the store
home-clock-message = This laptop's clock is behind: something was kept here on { $date }. Set the clock, then go on. Nothing is lost.
# $today: the day by this computer's clock. $last: the latest day that was believed
home-date-message = This laptop says that today is { $today }, but nothing was written here since { $last }. Look at the date. Until someone says that it is right, what you write is kept and marked “date in doubt”.
home-date-action = The date is right
# To who may not say so.
home-date-others-hint = A worker, a supervisor or a coordinator can say that it is right.
# $date: a day
home-lease-message = This laptop has met nothing new of a coordinator’s laptop for some time. It opens as ever until { $date }; after that a coordinator has to be called first. Exchange with others before then. Nothing is erased in any case.
home-drafts-title = Interviews not finished
home-drafts-none-message = None. An interview that you stop waits here.
home-go-on-action = Go on
# $section: where it stopped
home-draft-section-message = Stopped in “{ $section }”
# $answered of $asked questions, $when: last change
home-draft-progress-message = { $answered } of { $asked } questions · { $when }
# $name: the person's name
home-discard-title = Throw away the interview with { $name }?
home-discard-nameless-title = Throw away the interview with someone whose name was not given yet?
home-nameless-label = Name not given yet
home-later-title = Still to be asked
home-later-none-message = None. Answers marked “ask later” wait here.
# $count: questions
home-later-questions-message =
    { $count ->
        [one] 1 question
       *[other] { $count } questions
    }
home-later-ask-action = Ask
home-forms-person-hint = About a person who is known: find the person first.

## Nobody is here yet

home-empty-title = Nobody is on this laptop yet
home-empty-hint = No internet is needed. You can begin talking with the first person right now: each answer is kept on this laptop before the next question.
home-empty-start-label = Begin the first interview
home-empty-start-hint = The short one takes about 15 minutes. You can stop anywhere and go on later.
home-empty-members-label = Add your colleagues
home-empty-members-hint = Everybody unlocks with a passphrase of their own.
home-empty-members-action = Members

## Starting

home-start-title = Which questionnaire?
# $name: the person
home-start-for-title = Which questionnaire for { $name }?
# $count: questions a person may be asked
home-start-questions-message =
    { $count ->
        [one] 1 question
       *[other] { $count } questions
    }
home-start-person-message = For a person who is known already
home-start-find-action = Find the person
home-start-action = Begin
# $names: those who may lead it
home-start-led-by-message = Personal meetings are led by: { $names }
home-start-refused-message = Only for members with the permission for personal meetings
home-start-none-message = There is no questionnaire here yet.
home-kind-open = own words
home-kind-semi_closed = answers to choose, with own words
home-kind-closed = answers to choose
home-kind-mixed = answers to choose and own words
# For a coordinator: $count cases wait to be erased, $when is when the days of the first order are over.
home-erasures-message =
    { $count ->
        [one] One case waits to be erased for good and is closed to all. It can be cancelled at least until { $when }.
       *[other] { $count } cases wait to be erased for good and are closed to all. They can be cancelled at least until { $when }.
    }
home-erasures-action = Look
# For who hands cases over: $count have waited for the other centre's answer for a fortnight.
home-transfers-late-message =
    { $count ->
        [one] A case was to go to another centre, and no answer has come for a fortnight. Call them.
       *[other] { $count } cases were to go to another centre, and no answer has come for a fortnight. Call them.
    }
# $count: cases that nobody has answered for, to which the person does not agree any more.
home-transfers-disagreed-message =
    { $count ->
        [one] A case is to go to another centre, and the person does not agree to that any more. Revoke it, so that they do not take it in.
       *[other] { $count } cases are to go to another centre, and the people do not agree to that any more. Revoke them, so that they are not taken in.
    }
# $count: cases that were revoked here and accepted there, or answered in two ways.
home-transfers-unsettled-message =
    { $count ->
        [one] Of one case it was said both that another centre has it and that it stays here. Call them, and say which holds.
       *[other] Of { $count } cases it was said both that another centre has them and that they stay here. Call them, and say which holds.
    }
# $count: cases that went, and in which something was written here before the answer came.
home-transfers-newer-message =
    { $count ->
        [one] Another centre has one case, and something was written in it here that did not go. Tell them, or hand it over anew; then close it.
       *[other] Other centres have { $count } cases, and something was written in them here that did not go. Tell them, or hand them over anew; then close them.
    }
