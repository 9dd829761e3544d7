### Why a service fits a person, and why it does not (service-reason-). Stands beside the service on the page of needs.
### Days and times, languages and kinds are put in as they are called.

# $kind: the kind of service, by name
service-reason-serves = It is what is needed: { $kind }
# $least, $greatest: ages in years; none: no limit
service-reason-age-fits = The age fits: { $least ->
        [none] { $greatest ->
            [none] no age is said
           *[other] up to { $greatest }
        }
       *[other] { $greatest ->
            [none] from { $least } on
           *[other] { $least } to { $greatest }
        }
    }
# $least, $greatest: ages in years; none: no limit
service-reason-age-not = The age does not fit; it is for: { $least ->
        [none] { $greatest ->
            [none] no age is said
           *[other] up to { $greatest }
        }
       *[other] { $greatest ->
            [none] from { $least } on
           *[other] { $least } to { $greatest }
        }
    }
# $least, $greatest: ages in years; none: no limit
service-reason-age-not-known = It is for some ages, and the person’s is not known well enough: { $least ->
        [none] { $greatest ->
            [none] no age is said
           *[other] up to { $greatest }
        }
       *[other] { $greatest ->
            [none] from { $least } on
           *[other] { $least } to { $greatest }
        }
    }
# $sex: female or male
service-reason-sex-fits = { $sex ->
        [male] It is for men
       *[female] It is for women
    }
# $sex: female or male
service-reason-sex-not = { $sex ->
        [male] It is for men only
       *[female] It is for women only
    }
# $sex: female or male
service-reason-sex-not-known = { $sex ->
        [male] It is for men only, and the person’s sex is not known
       *[female] It is for women only, and the person’s sex is not known
    }
# $of: family, status or registration; $code: what it asks for, by name
service-reason-trait-fits = { $of ->
        [family] The family fits
        [registration] The papers fit
       *[status] The status fits
    }: { $code }
# $of: family, status or registration; $code: what it asks for, by name
service-reason-trait-not = { $of ->
        [family] It is for other families
        [registration] It asks for other papers
       *[status] It is for people of another status
    }: { $code }
# $of: family, status or registration; $code: what it asks for, by name
service-reason-trait-not-known = { $of ->
        [family] The family has to be asked about
        [registration] The papers have to be asked about
       *[status] The status has to be asked about
    }: { $code }
service-reason-no-registration = No papers are asked for
service-reason-conditions-in-words = Whom it is for is said in words only: read them
service-reason-in-place = It is for the place where the person stays
service-reason-out-of-area = It is for other places
# $km: whole kilometres
service-reason-near = { $km } km away
# $km: whole kilometres
service-reason-far = Far: { $km } km
# $language: the language, by name
service-reason-language-spoken = They speak { $language }
service-reason-interpreter = Interpreters come
service-reason-language-not = They speak none of the person’s languages
service-reason-language-not-known = Which languages they speak is not known
# $until: when it closes
service-reason-open-now = Open now, until { $until }
# $at: when it opens
service-reason-opens = Shut now, opens { $at }
service-reason-not-open = It opens on no day that one can see
service-reason-hours-not-known = Its hours are not known: call first
# $count: a number; $on: the day it was said
service-reason-places-free = Places free: { $count }, said on { $on }
# $on: the day it was said
service-reason-full = No place, said on { $on }
service-reason-places-not-known = Whether there is a place is not known, which is not a no
# $on: the day; $days: days since
service-reason-checked = Checked on { $on }
# $on: the day; $days: days since
service-reason-checked-long-ago = Not checked for long, last on { $on }
service-reason-never-checked = It was never checked
# $answered, $tried: numbers; $days: days, or none
service-reason-answered = Referrals answered: { $answered } of { $tried }{ $days ->
        [none] { "" }
       *[other] , mostly within days: { $days }
    }
# $tried: a number
service-reason-not-answered = Referrals that it did not answer: { $tried }
# $on: the day
service-reason-refused = It refused this person as not eligible on { $on }
service-reason-referred-already = The person has an open referral to it already
# $status: active, temporarily_closed, inactive or defunct
service-reason-not-running = { $status ->
        [temporarily_closed] Closed for now
        [defunct] Closed for good
       *[other] It does not run now
    }
