### Орталықтың сауалнамалары, файлдағы сауалнаманы қарап шығу, байқап көру.

questionnaires-title = Сауалнамалар
questionnaires-hint = Осы орталықта не сұралады. Сауалнаманы кез келген қызметкер байқап көре алады, ондай жауаптар сақталмайды.
# Үйлестірушіге осы көрсетіледі.
questionnaires-publish-hint = Осы орталықта не сұралады. Бірін өзгерту үшін оны кесте етіп сақтаңыз да, түзетіп, нұсқасын өсіріп, қайта енгізіңіз.
questionnaires-none-message = Мұнда әзірге сауалнама жоқ.
# $version: settings парағындағы нұсқа
questionnaires-version-label = { $version } нұсқасы
questionnaires-own-label = орталықтың өзінікі
questionnaires-shipped-label = Панамен бірге келген
questionnaires-protected-label = жеке кездесу
# $finished: аяқталған сұхбат; $drafts: жүріп жатқаны
questionnaires-use-message =
    { $finished ->
        [0] Әлі ешкімнен сұралған жоқ
       *[other] { $finished } сұхбат аяқталды
    }{ $drafts ->
        [0] {""}
       *[other] , { $drafts } сұхбат аяқталмаған
    }
questionnaires-try-action = Байқап көру
questionnaires-save-action = Кесте етіп сақтау
questionnaires-take-action = Сауалнама енгізу
# $count: бұрынғы нұсқалар
questionnaires-earlier-label = Бұрынғы { $count } нұсқасы
# $version: нұсқа; $date: енгізілген күні
questionnaires-earlier-message = { $version } нұсқасы, { $date } енгізілген
questionnaires-again-action = Осы нұсқаға қайту
# $title: сауалнама; $version: нұсқасы
questionnaires-again-title = { $title }: { $version } нұсқасына қайтасыз ба?
questionnaires-again-hint = Жаңа сұхбаттар осы нұсқамен жүреді. Аяқталмаған сұхбаттар өз нұсқасында қалады, аяқталғандары сұралған нұсқасымен көрсетіледі.
questionnaires-again-sure-action = Осы нұсқаға қайту
# $title: сауалнама; $version: нұсқасы
questionnaires-published-message = Жаңа сұхбаттар «{ $title }» сауалнамасының { $version } нұсқасымен жүреді.
questionnaires-save-title = Кесте етіп сақтау
questionnaires-save-hint = Сауалнама .xlsx кітабы болып жазылады, оны кесте бағдарламалары да, KoboToolbox пен ODK та ашады. Ішінде сұрақтар ғана бар, жауап жоқ.
questionnaires-save-go-action = Сақтау
# $path: файл
questionnaires-saved-message = Сақталды: { $path }

## Енгізу

questionnaires-take-title = Сауалнама енгізу
questionnaires-take-hint = Кесте (.xlsx, .xls), CSV парақтары салынған бума немесе ODK Central, KoboToolbox беретін XML. Алдымен қарап шығамыз: өзіңіз айтқанша ештеңе өзгермейді.
questionnaires-path-label = Файл не бума
questionnaires-path-hint = Сауалнамада аталған тізімдер өзі жатқан бумадан алынады.
questionnaires-pick-action = Файл таңдау…
questionnaires-read-action = Қарап шығу
questionnaires-path-missing-message = Файлды таңдаңыз немесе жолын теріңіз.
# $file: аты; $seconds: қанша уақыт кетті
questionnaires-read-message =
    { $file } · { $seconds ->
        [0] бірден оқылды
       *[other] { $seconds } секундта оқылды
    }, әзірге ештеңе өзгерген жоқ
# $errors: кедергі болатыны; $warnings: қарап қоятыны
questionnaires-verdict-title =
    { $errors ->
        [0] { $warnings ->
            [0] Сауалнамада қате жоқ
           *[other] Сұрауға болады, қарап қоятын { $warnings } жері бар
        }
       *[other] { $warnings ->
            [0] Сауалнаманы { $errors } қате тоқтатып тұр
           *[other] Сауалнаманы { $errors } қате тоқтатып тұр, қарап қоятын тағы { $warnings } жері бар
        }
    }
questionnaires-same-message = Қазір дәл осы нұсқа сұралып жүр. Енгізетін ештеңе жоқ.
# $version: нұсқа
questionnaires-taken-message = Орталықта { $version } нұсқасы бұрыннан бар, ал мынау одан өзгеше. settings парағында version мәнін өсіріп, сақтаңыз да, файлды қайта оқытыңыз.
questionnaires-error-label = Тоқтатып тұр
questionnaires-warning-label = Жарайды, бірақ қараңыз
# $shown: тізімдегісі; $count: барлығы
questionnaires-more-message = Барлығы { $count } жер, алғашқы { $shown } жер көрсетілді.
questionnaires-problems-label = Қарайтын жерлер
# $cell: B12; $sheet: survey
questionnaires-cell-title = «{ $sheet }» парағы, { $cell } ұяшығы
questionnaires-row-label = Жол
questionnaires-again-read-action = Файлды қайта оқу
questionnaires-publish-action = Осы нұсқамен сұрау
questionnaires-publish-first-action = Осы сауалнамамен сұрау
# $errors: кедергі болатыны
questionnaires-stopped-action = { $errors } қате тоқтатып тұр
questionnaires-back-action = Сауалнамаларға қайту

## Ішінде не бар, нені өзгертеді

questionnaires-inside-title = Ішінде не бар
questionnaires-changes-title = Бұл нұсқа нені өзгертеді
questionnaires-kind-label = Түрі
# $questions: барлығы; $conditional: шартпен сұралатыны
questionnaires-kind-message =
    { $questions } сұрақ{ $conditional ->
        [0] {""}
       *[other] , соның ішінде { $conditional } сұрақ жағдайға қарай ғана сұралады
    }
questionnaires-languages-label = Тілдері
# $language: тіл; $said: сол тілде жазылғаны; $questions: барлығы
questionnaires-language-part-message = { $language } ({ $questions } сұрақтан { $said } жазылған)
# $before, $after: нұсқалар
questionnaires-version-change-label = Нұсқасы
questionnaires-version-change-message = { $before } орнына { $after }
questionnaires-added-label = Жаңа сұрақтар
questionnaires-removed-label = Алынған сұрақтар
questionnaires-retyped-label = Басқаша жауап берілетін
questionnaires-choices-added-label = Жаңа жауаптар
questionnaires-choices-removed-label = Енді ұсынылмайтын жауаптар
# $count: тізімге сыймағаны
questionnaires-rest-message = тағы { $count }
questionnaires-wording-message = Сөздері не шарттары ғана өзгерген.
questionnaires-under-way-label = Аяқталмағаны
# $count: сұхбат
questionnaires-under-way-message =
    { $count ->
        [0] жоқ
       *[other] { $count } сұхбат өз нұсқасында қалады, соңына дейін жүргізуге болады
    }
questionnaires-finished-label = Аяқталғаны
# $count: сұхбат
questionnaires-finished-message =
    { $count ->
        [0] жоқ
       *[other] { $count } сұхбат, сұралған нұсқасымен көрсетіледі
    }

## Байқап көру

questionnaires-trial-label = Байқап көру: ештеңе сақталмайды
questionnaires-trial-foot = Байқап көру: жауаптар сақталмайды
questionnaires-trial-end-action = Байқауды аяқтау
questionnaires-trial-review-title = Соңында қызметкер осыны қарап шығады
