### What a month comes to: figures, and rules about a territory. Only a coordinator sees it.

territory-title = What the month comes to
territory-hint = Only counts stand here, and no people. Nothing of personal meetings and of protected referrals is counted.
territory-month-label = Month
territory-region-label = Region
territory-region-all-option = The whole centre
# $region: name of the region; $count: open cases there
territory-region-option = { $region } ({ $count })
# $count: open cases when the month ended
territory-open-message = { $count } cases were open when the month ended.
# $count: open cases of regions that are not shown by themselves, and of no region
territory-elsewhere-message = Another { $count } open cases have no region, or one that is not shown by itself. They are counted with the whole centre alone, so that nobody is recognised.
territory-now-message = A past month, too, counts cases and referrals as they stand now: a case that was closed and opened again is counted as open.
territory-few-message = Fewer than five cases were open when the month ended. Among so few somebody could be recognised, so nothing is counted.
territory-lines-title = What may be done
territory-lines-none-message = The figures of this month propose nothing.
territory-because-label = It rests on:
territory-measures-label = What it proposes
# $form: title of a questionnaire
territory-next-message = Questionnaire to lead next: { $form }
territory-figures-title = Figures of the month
territory-figure-refused-share-label = Referrals that were refused or wait for a place
territory-figure-waiting-share-label = Have waited for a status for six months or more
territory-figure-unmet-material-label = Material need is not met
territory-figure-same-origin-label = Came from one place
territory-figure-child-contest-label = Children who want to take part in a contest
territory-figure-tolerance-index-label = How near residents feel (-100 to 100)
territory-figure-self-help-label = Ready for a mutual-help group
territory-figure-net-migration-label = Arrivals less departures
territory-figure-school-out-label = Children who do not study
territory-figure-worker-demand-label = Workers whom workplaces need
territory-figure-unemployed-label = Without work
territory-figure-distress-label = Show strain
# $value: a number
territory-value-percent-message = { $value } %
territory-value-cases-message =
    { $value ->
        [one] { $value } case
       *[other] { $value } cases
    }
territory-value-children-message =
    { $value ->
        [one] { $value } child
       *[other] { $value } children
    }
territory-value-points-message = { $value }
territory-value-persons-message =
    { $value ->
        [one] { $value } person
       *[other] { $value } people
    }
territory-value-workers-message =
    { $value ->
        [one] { $value } worker
       *[other] { $value } workers
    }
territory-value-few-label = fewer than five
territory-value-few-children-label = fewer than five, or of fewer than five households
territory-value-few-elsewhere-label = not shown: elsewhere it would tell of fewer than five
# $count: of how many it is known
territory-asked-message =
    { $count ->
        [one] by 1 answer
       *[other] by { $count } answers
    }
# $count: of how many referrals it is known
territory-asked-referrals-message =
    { $count ->
        [one] by 1 referral
       *[other] by { $count } referrals
    }
# $count: of how many movements it is known
territory-asked-movements-message =
    { $count ->
        [one] by 1 movement
       *[other] by { $count } movements
    }
# $count: of how many workplaces it is known
territory-asked-workplaces-message =
    { $count ->
        [one] by 1 workplace
       *[other] by { $count } workplaces
    }
territory-unknown-title = Figures that are not known
territory-unknown-hint = What was not asked is not nought: it is not known.
territory-unknown-nobody-asked-message = nobody was asked, or said it
territory-unknown-nothing-in-month-message = nothing was written down in this month
territory-unknown-too-few-answers-message = fewer than ten residents answered
territory-unknown-no-questionnaire-message = the centre has no questionnaire that asks it
territory-unknown-nothing-sent-message = nothing was handed over in this month
territory-unknown-too-few-message = it would be a share of fewer than five
# $count: number of rules
territory-open-rules-label = Rules of which nobody can tell: { $count }
territory-open-rules-missing-label = Not known:
territory-fails-label = Rules that do not hold: { $count }
territory-advice-message = This is advice. The centre decides what is done.
# On Today in the first days of a month. $month: “May 2024”
territory-ready-message = What the month comes to is ready: { $month }.
territory-ready-action = See what it comes to
