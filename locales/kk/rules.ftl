### Ережелер кестесі: ұяшықта не дұрыс емес (rules-problem-), оны қалай түзету керек (rules-remedy-), орталықта қай ережелер қолданылады.

## Сандар сан күйінде беріледі. Ұяшықтың орны алдында тұрады.

rules-problem-sheet-missing = Файлда rules парағы жоқ
rules-remedy-sheet-missing = Ережелер тұрған параққа rules деген ат беріңіз
rules-problem-column-missing = «{ $column }» бағаны жоқ
rules-remedy-column-missing = Бірінші жолға қосыңыз
rules-problem-column-unknown = «{ $column }» бағаны ережеге қатысты емес
rules-remedy-column-unknown = Атын түзетіңіз не бағанды өшіріңіз: ішіндегісі ескерілмей қалар еді
rules-problem-column-twice = «{ $column }» бағаны екі рет тұр
rules-remedy-column-twice = Екеуінің бірін қалдырыңыз
rules-problem-cell-missing = «{ $column }» бағанында ештеңе жазылмаған
rules-remedy-cell-missing = Толтырыңыз не жолды түгел өшіріңіз
rules-problem-id-twice = «{ $name }» ережесі { $cell } ұяшығында бар
rules-remedy-id-twice = Екеуінің біріне басқа нөмір беріңіз
# $code: не дұрыс емес; $limit: шегі, $name: функция, $count: берілген мән саны, $value: табылғаны
rules-problem-condition-wrong =
    { $code ->
        [expression-too-large] Шарт тым ұзын не тым күрделі (шегі – { $limit })
        [function-arguments] Шарттағы { $name }() функциясына { $count } мән берілмейді
        [function-unknown] Шартта { $name }() функциясы қолданылмайды
        [path-unknown] Шартта бір сұрақтан екіншісіне жол («{ $value }») көрсетілмейді
        [reference-syntax] Шарттағы «{ $value }» сұрақтың аты емес
        [regex-invalid] Шарттағы үлгі оқылмады: { $value }
       *[other] Шарты оқылмады
    }
rules-remedy-condition-wrong =
    { $code ->
        [expression-too-large] Бірнеше ережеге бөліңіз
        [function-arguments] Жақша ішіндегі мәндердің санын түзетіңіз
        [function-unknown] Атын түзетіңіз не шартты онсыз жазыңыз
        [path-unknown] Әр сұрақты доллар белгісінен кейінгі жақшаға атымен жазыңыз
        [reference-syntax] Жақшаға бос орынсыз тек атты жазыңыз
        [regex-invalid] Үлгіні түзетіңіз
       *[other] Жақшасы мен тырнақшасын, функция аттарын тексеріңіз; шарт сауалнаманың relevant бағанындағыдай жазылады
    }
rules-problem-condition-long = Шарт { $count } сұраққа қарайды, ең көбі { $limit } болуы керек
rules-remedy-condition-long = Бірнеше ережеге бөліңіз
rules-problem-question-unknown = «{ $form }» ішінде «{ $name }» деген жоқ
rules-remedy-question-unknown = Атын түзетіңіз: мұндай ереже ешқашан орындалмайды
rules-problem-choice-unknown = Бұл сұрақтардың ешқайсысында «{ $value }» деген жауап жоқ
rules-remedy-choice-unknown = Жауаптың атын тексеріңіз
rules-problem-word-unknown = «{ $column }» бағанында «{ $value }» тұр
rules-remedy-word-unknown = Мыналардың бірін жазыңыз: { $allowed }
rules-problem-service-unknown = «{ $value }» деген қызмет түрі жоқ
rules-remedy-service-unknown = Қызмет түрлерінің тізіміндегі атын жазыңыз
rules-problem-need-unknown = «{ $value }» деген қажеттілік жоқ
rules-remedy-need-unknown = Қажеттіліктер тізіміндегі атын жазыңыз
rules-problem-service-elsewhere = «{ $value }» осы ережедегі қажеттіліктердің ешқайсысына жауап бермейді
rules-remedy-service-elsewhere = Ол жауап беретін қажеттілікті ({ $needs }) жазыңыз не қызмет түрін алып тастаңыз; оған дейін ереженің әр қажеттілігінде ұсынылады
rules-problem-explanation-missing = Түсіндірмесі { $language } тілінде жазылмаған
rules-remedy-explanation-missing = Жазыңыз; оған дейін басқа тілде көрсетіледі
rules-problem-explanation-none = Ереженің түсіндірмесі бірде-бір тілде жазылмаған
rules-remedy-explanation-none = Кемінде бір тілде себебін жазыңыз: түсіндірмесіз ереже бойынша ешкім шеше алмайды
rules-problem-form-unknown = «{ $form }» деген сауалнама жоқ
rules-remedy-form-unknown = Атын түзетіңіз: ондай сауалнама болмайынша, ереже ешқашан орындалмайды
rules-problem-condition-constant = Шарт ешқандай сұраққа қарамайды
rules-remedy-condition-constant = Сұрақтың атын жазыңыз: қазір ол бәріне бірдей қатысты не ешкімге қатысты емес
rules-problem-yields-urgent = «{ $name }» ережесі басқаларға орын береді, бірақ шұғылдығы low емес
rules-remedy-yields-urgent = Ұяшықты босатыңыз не urgency бағанына low деп жазыңыз: жақын арада істелетін іс ештеңеге орын бермейді
rules-problem-empty = Бірде-бір ереже жоқ
rules-remedy-empty = Бағандар атынан төмен, әр ережені бір жолға жазыңыз
rules-problem-too-many = { $limit } ережеден көп
rules-remedy-too-many = Қажетсіздерін алып тастаңыз
rules-problem-stops-missing = «{ $name }» ережесі жоқ не өзгертілген: ол адам «ешкімге айтпаңыз» дегенде жолдаманы тоқтатады
rules-remedy-stops-missing = Пананың өз кестесіндегі жолды сол күйінде қайта қосыңыз
rules-problem-stops-open = «{ $name }» ережесі адам «ешкімге айтпаңыз» дегенде тоқтатылған жолдамаға жол ашар еді
rules-remedy-stops-open = Мұнда referrals деп жазыңыз не ұяшықты босатыңыз: жолды Пананың өз ережесі ғана ашады
rules-problem-urgent-missing = «{ $name }» ережесі алынып тасталған: ол шұғыл іс не қауіп туралы
rules-remedy-urgent-missing = Басқа ереже соны айтпаса, жолын қайта қосыңыз
# $before, $after: қаншалықты шұғыл, кестеде жазылғандай
rules-problem-urgent-lower = «{ $name }» ережесінің шұғылдығы { $before } еді, енді { $after } болды
rules-remedy-urgent-lower = Көмек күте алмаса, қайтадан { $before } деп жазыңыз
rules-problem-urgent-otherwise = Шұғыл іс не қауіп туралы «{ $name }» ережесі енді басқа нәрсе сұрайды
rules-remedy-urgent-otherwise = Бұрын кімге қатысты болса, енді де соған қатысты ма, тексеріңіз
rules-problem-apart-missing = «{ $name }» ережесі бөтен көзден жасырын болуы керек
rules-remedy-apart-missing = apart бағанына yes деп жазыңыз

## Орталықтағы ережелер: қайсысы қолданылады, басқа кестені енгізу.

rules-title = Қажеттілік ережелері
rules-hint = Пана сұхбат жауаптарына қарап, адамға не керегін осы ережелер бойынша айтады.
# $count: ережелер саны
rules-shipped-message = Пананың өз ережелері қолданылады: { $count } ереже.
# $date: қай күннен; $member: кім айтты; $count: ережелер саны
rules-shipped-since-message = Пананың өз ережелері қолданылады: { $count } ереже. Оларға қайтарған: { $member }, күні: { $date }.
# $file: алынған файл; $date: қай күннен; $member: кім енгізді; $count: ережелер саны
rules-own-message = Орталықтың өз ережелері қолданылады: { $count } ереже, { $file } файлынан. Енгізген: { $member }, күні: { $date }.
rules-version-label = Нұсқасы
# $file: орталық ережелерінің файлы
rules-instead-missing-message = Орталықтың өз ережелері ({ $file }) бұл ноутбукте жоқ: олар басқа ноутбукте енгізілген. Мұнда Пананың өз ережелері қолданылады, сондықтан қажеттіліктер өзгеше шығуы мүмкін. Үйлестіруші сол файлды осы ноутбукке де енгізсін.
rules-instead-altered-message = Орталықтың өз ережелері ({ $file }) енгізілген кездегідей емес, олар қолданылмайды. Пананың өз ережелері қолданылады. Үйлестіруші сол файлды қайта енгізсін.
rules-instead-unusable-message = Пананың бұл нұсқасы орталықтың өз ережелерін ({ $file }) қолдана алмайды: оларды жаңарақ нұсқа жасаған немесе оларда адамды қорғайтын ереже жоқ. Пананың өз ережелері қолданылады. Пананы жаңартыңыз немесе үйлестіруші кестені қарап шықсын.
# $file: файл; $date: күні; $member: кім
rules-apart-own-message = Басқа ноутбукте { $member } { $date } күні басқа ережелер енгізген: { $file }. Жоғарыда аталғаны қолданылады; енді кім кесте енгізсе, сол шешеді.
rules-apart-shipped-message = Басқа ноутбукте { $member } { $date } күні Пананың өз ережелеріне қайтқан. Жоғарыда аталғаны қолданылады; енді кім кесте енгізсе, сол шешеді.
rules-who-message = Ережелерді үйлестіруші өзгертеді.
rules-changed-message = Енді осы ережелер қолданылады. Қажеттіліктер туралы бұрынғы шешімдер сол күйінде қалады.
rules-save-action = Кесте етіп сақтау
rules-save-hint = Қазір қолданылатын ережелер .xlsx кітабы болып жазылады. Соны түзетіп, осында енгізіңіз.
rules-take-action = Ереже енгізу
rules-back-action = Пананың өз ережелеріне қайту
rules-take-title = Ереже енгізу
rules-take-hint = «rules» парағы бар кесте (.xlsx, .xls) не CSV файлы. Алдымен қарап шығамыз: өзіңіз айтқанша ештеңе өзгермейді.
rules-path-label = Файл
rules-back-title = Пананың өз ережелеріне қайтсаңыз не өзгереді
rules-verdict-title = Бұл ережелер нені өзгертеді
rules-verdict-same-title = Қазір дәл осы ережелер қолданылады. Енгізетін ештеңе жоқ.
# $errors: қателер саны
rules-verdict-errors-title = Ережелерді { $errors } қате тоқтатып тұр
rules-nothing-yet-message = Әзірге ештеңе өзгерген жоқ.
rules-publish-action = Осы ережелерді қолдану
rules-back-sure-action = Пананың өз ережелеріне қайту
rules-decided-stays-message = Шешілген қажеттіліктердің шешімі де, қай ережемен шешілгені де сол күйінде қалады.
rules-cell-label = Ұяшықты көрсету
# $count: қалғаны
rules-rest-label = Тағы { $count }
rules-order-message = Бірде-бір ереже өзгермейді.
# $count: ережелер саны
rules-gone-title = { $count } ереже алынып тасталады
# $count: ережелер саны
rules-changes-title = { $count } ереже өзгереді
# $count: ережелер саны
rules-added-title = { $count } ереже қосылады
# $count: ережелер саны
rules-unchanged-message = { $count } ереже сол күйінде қалады.
rules-column-label = Баған
rules-before-label = Қазір
rules-after-label = Жаңа кестеде
