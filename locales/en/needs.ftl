## What the answers mean: needs, and the kinds of services that fit

needs-show-action = See what is needed
needs-title = What is needed, and who can help
needs-advice-message = This is advice. You and the person decide.
needs-list-title = Needs
# $rules: numbers of rules; $count: how many
needs-rules-message = { $count ->
        [one] rule { $rules }
       *[other] rules { $rules }
    }
needs-accept-action = Take it on
needs-aside-action = Set aside
needs-again-action = Decide anew
needs-take-back-action = Take the decision back
needs-decided-accepted-label = Taken on
needs-decided-added-label = Added by hand
# $reason: why, in words
needs-decided-aside-message = Set aside: { $reason }
needs-decided-apart-message = Two decisions were made apart. Decide once more which one holds.
needs-overtaken-label = The answers or the rules have changed since
needs-reason-label = Why is it set aside?
needs-reason-met-label = It is met already
needs-reason-elsewhere-label = Somebody else is seeing to it
needs-reason-not-wanted-label = The person wants no help with it
needs-reason-not-so-label = The answers give a wrong picture
needs-reason-later-label = Not now: something else comes first
needs-reason-other-label = Another reason
needs-words-label = In your own words (may be left empty)
needs-words-needed-label = The reason, in your own words
needs-aside-save-action = Set it aside
needs-add-action = Add a need yourself
needs-add-title = A need that the answers do not show
needs-add-need-label = What is needed?
needs-add-missing-message = Choose what is needed.
needs-add-urgency-label = How soon?
needs-add-save-action = Add it
needs-none-message = Nothing in the answers shows that help is needed.
needs-urgency-critical-label = Critical: within 24 hours
needs-urgency-urgent-label = Urgent: within 3 days
needs-urgency-normal-label = Planned: within 14 days
needs-urgency-low-label = Follow-up: within 30 days
# $rule: number of the rule; $sphere, $level: words below
needs-rule-message = rule { $rule } · { $sphere } · { $level }
needs-sphere-territorial-label = territorial sphere
needs-sphere-cultural-label = cultural sphere
needs-sphere-professional-label = professional sphere
needs-level-individual-label = individual work
needs-level-group-community-label = work with a group
needs-level-public-state-label = public and state level
needs-because-label = The person answered:
needs-change-label = It would go away with this answer:
needs-change-or-label = or
needs-change-unsearched-message = What would change this was not looked for to the end: there are too many answers to try.
needs-change-partly-message = There may be other answers: not all were looked for.
needs-services-label = Kinds of services that fit
needs-actor-self-label = first the person
needs-actor-family-group-label = first the family, a mutual-help group
needs-actor-community-org-label = first a community, an NGO
needs-actor-municipality-label = first the municipality
needs-actor-state-label = first the state
# $count: number of rules
needs-unknown-label = Not known yet: { $count }
needs-unknown-hint = This was not asked, or not said. What is not known does not count as “no”.
# A stranger may look: what it is about is shown by this button alone.
needs-apart-title = To be talked about in private
needs-apart-action = Show what it is about
needs-unknown-missing-label = Not said:
needs-typology-title = Kind of migration
needs-next-title = Questionnaire to lead next
needs-stops-referrals-message = The person allows nobody to be told about this, or did not say who may be. No referral is made: only what the person chooses.
needs-stops-referrals-but-vital-message = The person allows nobody to be told about this, or did not say who may be. Only if life is in danger, with a second member who agrees and after the person was told, may what saves life be passed on.
needs-spheres-title = Three spheres of life
needs-spheres-hint = As the person says: 0 is all still strange, 100 is all their own.
needs-spheres-territorial-label = Home, kin, neighbours
needs-spheres-cultural-label = Faith, language, dignity
needs-spheres-professional-label = Work and earning
# $now, $before: numbers from 0 to 100
needs-spheres-value-message = { $now } of 100
needs-spheres-before-message = { $before } before
needs-spheres-unknown-message = not asked or not said
