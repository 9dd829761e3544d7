### Басқа орталыққа өтетін және одан келетін істер

transfer-open-action = Басқа орталықтар
transfer-title = Басқа орталықтар
transfer-hint = Адам келіссе, оның ісі басқа орталыққа мөрленген бір файлмен өтеді. Файл өздігінен ешқайда кетпейді: оны өзіңіз апарасыз немесе жібересіз.

## Басқа орталықтан келген файл

transfer-file-title = Басқа орталықтан келген файл
transfer-file-label = Файл
transfer-file-hint = Сізге өткізілетін іс не сіз өткізген іс туралы жауап.
transfer-file-pick-action = Таңдау
transfer-look-action = Қарап шығу
# $centre: басқа орталық
transfer-seen-title = «{ $centre }» іс өткізеді
transfer-seen-who-label = Кім
transfer-seen-by-label = Өткізетін қызметкер
# $name: кім. $date: қашан
transfer-seen-by-message = { $name }, { $date }
transfer-seen-number-label = Ондағы нөмірі
transfer-goes-label = Не өтеді
# Өтетіннің саны.
transfer-goes-message = Сұхбат: { $interviews }. Файл: { $files }. Тек оқылатын жазба: { $entries }.
transfer-seen-reads-on-message = Адам ол орталықтың әрі қарай оқуына келісім берген.
transfer-before-title = Осы іс бұрын келген
transfer-before-hint = Ол сол орталықтан қабылданып қойған. Тағы қабылданса, біреу біріктіргенше екі жазба қатар тұрады.
transfer-seen-over-message = Адамның келісімі берілген мерзімнен өтіп кетті. Істі қабылдамауға болады, ал басқа орталық адамнан қайта сұрайды.
# $number: осындағы іс нөмірі
transfer-word-revoked-here-message = Іс мұнда { $number } нөмірімен қабылданған. Қоңырау шалып, қайсысы дұрыс екенін келісіңіз: іс кімде қалса, сол адамнан сұрайды, екіншісі өшіреді.
transfer-doubles-title = Бұл адам мұнда бұрыннан болуы мүмкін
transfer-doubles-hint = Қабылдасаңыз, екі жазба қатар тұрады. Біріктіруге құқығы бар қызметкер оны содан кейін біріктіреді.
# $number: мұндағы іс нөмірі
transfer-taken-message = Бұл іс бұрын қабылданған, нөмірі { $number }. Тағы қабылдасаңыз, іс біреу болып қалады, тек жауабы қайта жазылады.
transfer-answer-folder-label = Жауабы қайда жазылсын
transfer-answer-folder-hint = USB-дегі не кез келген қалта. Жауап ол орталыққа мөрленеді.
transfer-accept-action = Істі қабылдау
transfer-decline-action = Қабылдамау
transfer-decline-title = Неге қабылданбайды?
transfer-decline-label = Өз сөзіңізбен; оны басқа орталық оқиды
transfer-decline-go-action = Бас тартуды жазу
# $number: жаңа нөмірі. $path: файл
transfer-accepted-message = Іс { $number } нөмірімен қабылданды. Жауабын басқа орталыққа беріңіз: { $path }
transfer-declined-message = Ештеңе қабылданған жоқ. Бас тарту хабарын басқа орталыққа беріңіз: { $path }
transfer-page-action = Бетін ашу
# $centre: басқа орталық. $number: ондағы нөмірі
transfer-word-accepted-title = «{ $centre }» істі { $number } нөмірімен қабылдады
transfer-word-declined-title = «{ $centre }» істі қабылдаған жоқ
transfer-word-revoked-title = «{ $centre }» істі өткізуден бас тартты
transfer-word-action = Жазып қою
transfer-word-done-message = Жазылды.
transfer-word-closed-message = Іс енді мұнда үйлестірушілерден басқаға жабық.
transfer-word-more-message = Іс мұнда ашық қалады: өткізу ұсынылғаннан бері басқа орталықта жоқ мәлімет жазылды. Оларға хабарлап, білген соң істі жабыңыз.

## Өткізілген істер

transfer-list-title = Өткізілген істер
transfer-list-none-message = Басқа орталыққа өткен не одан келген іс жоқ.
# $centre: басқа орталық. $date: қашан
transfer-row-given-message = «{ $centre }» орталығына, { $date }
transfer-row-taken-message = «{ $centre }» орталығынан, { $date }
transfer-state-proposed = жауабы әлі жоқ
transfer-state-accepted = ол жақта қабылданды
transfer-state-declined = қабылданбады
transfer-state-revoked = бас тартылды
transfer-state-unsettled = екі түрлі айтылған
transfer-late-label = екі аптадан бері жауап жоқ
transfer-disagreed-label = адам енді келіспейді: бас тартыңыз
transfer-revoked-there-label = сол жақ кейін бас тартқан: қайсысы дұрыс екенін солармен келісіңіз
transfer-more-label = содан бері мұнда тағы жазылды
transfer-again-action = Файлды қайта жазу
transfer-revoke-action = Бас тарту
transfer-revoke-title = Істі өткізуден бас тарту
transfer-revoke-hint = Қазір жазылатын хабарды оқыған соң басқа орталық істі қабылдамайды. Бұрын қабылдап қойған болса, қайсысы дұрыс екенін біреу айтуы керек.
transfer-revoke-label = Себебі, өз сөзіңізбен; оны басқа орталық оқиды
transfer-revoke-go-action = Бас тартып, хабарын жазу
# $path: файл
transfer-again-message = Басқа орталыққа арналған файл: { $path }
transfer-revoked-message = Бас тартылды. Хабарын басқа орталыққа беріңіз: { $path }
transfer-revoked-untold-message = Бас тартылды. Ол орталық мұнда енді таныс емес: оған өзіңіз хабарлаңыз.
transfer-settle-title = Қайсысы дұрыс?
transfer-settle-hint = Алдымен ол орталыққа қоңырау шалыңыз.
transfer-settle-accepted-action = Іс оларда
transfer-settle-declined-action = Олар қабылдамады, іс осында қалады
transfer-settle-revoked-action = Өткізуден бас тартылды, іс осында қалады

## Таныс орталықтар

transfer-known-title = Таныс орталықтар
transfer-known-none-message = Әзірге таныс орталық жоқ.
transfer-known-digits-label = Салыстырылған сан
# $count: іс қабылдай алатын орын саны
transfer-known-seats-message = Іс қабылдай алатын орын: { $count }
# $name: санды кім салыстырған. $date: қашан
transfer-known-since-message = Санды салыстырған: { $name }, { $date }
transfer-forget-action = Енді таныс емес
transfer-forget-sure-action = Иә, енді таныс емес
transfer-card-title = Осы орталықтың картасы
transfer-card-hint = Басқа орталық осы орталықты картасы арқылы таниды. Карта құпия емес: оны қабылдайтын адам сізге қоңырау шалып, санын оқытады.
transfer-folder-label = Қалта
transfer-folder-hint = USB-дегі не кез келген қалта.
transfer-card-action = Картаны жазу
# $path: файл
transfer-card-message = Карта: { $path }
transfer-card-digits-label = Телефонмен айтылатын саны
transfer-know-title = Басқа орталықпен танысу
transfer-know-file-label = Оның картасы
transfer-know-file-hint = Басқа орталық берген файл.
transfer-know-digits-label = Олар оқып берген сан
transfer-know-digits-hint = Картамен бірге келген нөмірге емес, өзіңіз бұрыннан білетін нөмірге қоңырау шалыңыз.
transfer-know-action = Танысу
# $centre: басқа орталық
transfer-know-message = «{ $centre }» енді таныс орталық.

## Іс өткізу

transfer-give-action = Басқа орталыққа өткізу
# $name: адам
transfer-give-title = Басқа орталыққа өткізу: { $name }
transfer-give-hint = Басқа орталық қабылдаған соң іс мұнда үйлестірушілерден басқаға жабылады; адам осы орталықтың әрі қарай оқуына келіссе, жабылмайды. Оңаша әңгімелер осында қалады.
transfer-give-none-message = Әзірге таныс орталық жоқ. Алдымен карта алмасыңыз.
transfer-give-to-label = Қай орталыққа?
transfer-stays-label = Не қалады
transfer-stays-none-message = Басқа ештеңе жоқ.
# $count: ашық жолдама саны
transfer-open-referrals-message = { $count } ашық жолдама осы орталықсыз жалғасады.
transfer-drafts-message = Аяқталмаған сұхбат: { $count }
transfer-private-message = Оңаша сұхбат: { $count }
# $count: файл саны
transfer-files-missing-message = { $count } файл бұл ноутбукке әлі жеткен жоқ. Алдымен басқалармен алмасыңыз.
# $count: орын саны
transfer-conflicts-message = { $count } жерде әртүрлі мәліметтер қатар тұр. Алдымен қайсысы дұрыс екенін таңдаңыз.
transfer-large-message = Мұның бәрі бір файлға сыймайды: ештеңе өтпейді. Үйлестірушіге хабарлаңыз.
transfer-consent-title = Адамнан сұраңыз
# $centre: басқа орталық
transfer-consent-message = «Осында сіз туралы жазылғанның бәрі “{ $centre }” орталығына өтіп, көмекті сол жақ жалғастырса, келісесіз бе?»
transfer-consent-hint = Тек осы орталық туралы және адам «иә» десе ғана. «Жоқ» десе, ештеңе өтпейді, көмек осында жалғаса береді.
transfer-consent-read-on-label = Адам осы орталықтың әрі қарай оқуына да келіседі
transfer-consent-until-label = Жауап қай күнге дейін жарайды; бос болса – қайтып алғанша
transfer-consent-yes-action = Адам келіседі
transfer-consent-no-action = Адам «жоқ» дейді
transfer-refused-message = Адам «жоқ» деді. Ештеңе өтпейді, көмек осында жалғасады.
transfer-agreed-message = Адам ісінің бұл орталыққа өтуіне келісім берген.
transfer-agreed-read-on-message = Адам ісінің бұл орталыққа өтуіне және осы орталықтың әрі қарай оқуына келісім берген.
# $date: күн
transfer-agreed-until-message = Жауап күшінде болатын соңғы күн: { $date }.
transfer-ask-again-action = Қайта сұрау
transfer-give-folder-label = Файл қайда жазылсын
transfer-give-go-action = Өткізіп, файлын жазу
transfer-give-done-title = Істі өткізу ұсынылды
# $path: файл
transfer-give-done-message = Басқа орталыққа арналған файл: { $path }
transfer-give-done-step-carry = Файлды «{ $centre }» орталығына апарыңыз не жіберіңіз. Ол мөрленген: басқа ешкім аша алмайды.
transfer-give-done-step-answer = Олар қарап шығып, жауабын файлмен береді.
transfer-give-done-step-record = Жауабын «Басқа орталықтар» бетінде жазып қоясыз. Оған дейін іс мұнда ашық тұрады.
