### Бірінші ашу, орталық құру, қалпына келтіру парақтары, құлыпты ашу, қызметкерлер, баптау.

## Бірінші ашу: бұл ноутбукте әзірге ештеңе жоқ

centre-first-title = Панаға қош келдіңіз
centre-first-hint = Сұхбаттар мен адамдар туралы мәліметтер осы ноутбукте ғана сақталып, құпия сөйлеміңізбен құлыпталады. Интернет керек емес.
centre-first-create-label = Орталығыңызды құру
centre-first-create-hint = Атауын жазып, құпия сөйлем ойлап тауып, екі парақ басып шығарасыз. Бір минут та кетпейді.
centre-first-create-action = Орталық құру
centre-first-join-label = Бар орталыққа қосылу
centre-first-join-hint = Үйлестіруші берген шақыру файлы болса, осы ноутбук соның орталығына қосылады.
centre-first-join-action = Шақырумен қосылу
centre-first-demo-label = Алдымен танысып көру
centre-first-demo-hint = Ойдан шығарылған 200 адамы бар жаттығу орталығы. Сіздің деректеріңізбен араласпайды.
centre-first-demo-action = Байқап көру

## Орталық құру

centre-create-title = Орталығыңыз
centre-create-centre-label = Орталықтың атауы
centre-create-member-label = Аты-жөніңіз
centre-create-member-hint = Сіз үйлестіруші боласыз. Әріптестеріңізді кейін қоса аласыз.
centre-create-passphrase-label = Құпия сөйлем
centre-create-passphrase-hint = Кемінде 12 таңба. Өзіңіз ойлап тапқан төрт-бес сөз есте оңай қалады.
centre-create-again-label = Сол сөйлемді қайталаңыз
centre-create-go-action = Орталық құру
centre-create-busy-action = Құрылып жатыр…
centre-create-differ-message = Екі сөйлем бірдей емес. Екіншісін қайта теріңіз.
# $left: тағы қанша таңба керек.
centre-create-left-message = Тағы { $left } таңба керек
centre-create-enough-message = Ұзындығы жетеді
centre-passphrase-show-action = Көрсету
centre-passphrase-hide-action = Жасыру

## Қалпына келтіру парақтары

centre-sheets-title = Құпия сөйлемді ұмытсаңыз керек болатын екі парақ
centre-sheets-hint = Олар тек қазір көрінеді. Екеуін де басып шығарып, екі жерде, екі адамда сақтаңыз. Бір парақ жеткіліксіз: орталық екеуі қатар болғанда ғана ашылады.
centre-sheets-print-action = Екеуін басып шығару
centre-sheets-kept-label = Екі парақты да басып шығардым немесе көшіріп алдым
centre-sheets-go-action = Жалғастыру
centre-sheets-first-message = Алдымен екі парақтың да қолыңызда екенін белгілеңіз.
# $sheet: A немесе B
centre-sheet-title = Қалпына келтіру парағы: { $sheet }
# $centre: орталықтың атауы
centre-sheet-centre-message = Орталық: { $centre }
# $date: күні
centre-sheet-date-message = Жасалған күні: { $date }
centre-sheet-fine-message = Бұл парақты екіншісінен бөлек сақтаңыз. Екеуі бірдей қолына түскен адам орталықты аша алады.

## Құлыпты ашу

centre-unlock-title = Кім жұмыс істейді?
centre-unlock-passphrase-label = Құпия сөйлем
centre-unlock-passphrase-hint = Бірнеше сөзден тұрады. Ол тек осы ноутбукте тексеріледі.
# $challenge: сегіз таңба, мысалы 7KQM-2D9A
centre-unlock-challenge-label = Үйлестірушіге оқып беріңіз: { $challenge }
centre-unlock-code-label = Үйлестіруші айтқаны
centre-unlock-code-hint = Он таңба. Кіші әріппен не бос орынмен жазса да болады.
centre-unlock-go-action = Ашу
centre-unlock-busy-action = Ашылып жатыр…
# $seconds: келесі әрекетке дейін.
centre-unlock-wait-action = { $seconds } секундтан кейін
centre-unlock-forgot-action = Сөйлем есімде жоқ
centre-unlock-calm-label = Ештеңе жоғалған жоқ.
centre-unlock-calm-hint = Жұмыс соңғы жауапқа дейін сақталды. Құлып ашылмайынша, оны ешкім оқи алмайды.
centre-unlock-demo-label = Жаттығу орталығының құпия сөйлемі:
centre-unlock-demo-hint = Мұндағы адамдардың бәрі ойдан шығарылған.
centre-unlock-leave-action = Жаттығудан шығу

## Қалпына келтіру

centre-recover-title = Екі парақпен ашу
centre-recover-hint = Екі парақты басылғандай етіп теріңіз. Бос орынсыз да, кіші әріппен де тере беруге болады.
centre-recover-sheet-a-label = A парағы
centre-recover-sheet-b-label = B парағы
centre-recover-member-label = Жаңа құпия сөйлемді кім қояды
centre-recover-passphrase-label = Жаңа құпия сөйлем
centre-recover-go-action = Ашып, жаңасын қою
centre-recover-none-message = Бұл орталықтан үйлестіруші табылмады. Парақтарды сақтап жүрген адамға айтыңыз.

## Қызметкерлер

centre-members-title = Қызметкерлер
centre-members-hint = Әркімнің құпия сөйлемі бөлек. Кім нені көретіні рөліне байланысты.
# Содан кейін, өзгертуге құқығы жоқ адамға.
centre-members-others-hint = Қызметкер қосатын, рөлін өзгертетін – үйлестіруші.
centre-members-alone-message = Әзірге жалғыз жұмыс істейсіз. Бұл ноутбукпен басқа біреу жұмыс істейтін болса, соны қосыңыз.
centre-members-you-label = сіз
centre-members-change-action = Өзгерту…
# $name: қызметкер.
centre-change-title = { $name }: рөлі мен рұқсаттары
centre-change-role-action = Осы рөлді беру
centre-change-give-action = Беру
centre-change-withdraw-action = Қайтарып алу
# Өзінде бар адам ғана бере алатын рұқсаттың қасында.
centre-change-not-yours-message = Мұны өзінде осы рұқсат бар адам береді
centre-remove-action = Қызметкерді шығару…
# $name: қызметкер.
centre-remove-title = { $name } біржола шығарылсын ба?
# $name: қызметкер.
centre-remove-hint = Жазғаны орнында қалады. Бұдан кейін жазылатын деректі { $name } бұл ноутбукте де, басқасында да аша алмайды. Мұны кері қайтаруға болмайды, бірақ { $name } жаңа қызметкер ретінде қайта қосыла алады.
# $name: қызметкердің аты
centre-remove-go-action = Біржола шығару: { $name }
centre-suspended-title = Уақытша тоқтатылғандар
centre-suspended-hint = Олар екі ноутбукте бір-бірін шығарған, не оларды шығарған адамның өзі де сол кезде шығарылған. Екі жақты да білетін үйлестіруші не қалпына келтіру парақтарының екеуі шешімдердің бірін растамайынша, ешқайсысы мұнда жұмыс істей алмайды.
# $name: шығатын қызметкер.
centre-confirm-action = { $name } шығады…
# $name: шығатын қызметкер.
centre-confirm-title = Орталықтан біржола шығатыны расталсын ба: { $name }?
# $name: шығатын қызметкер.
centre-confirm-hint = { $name } шығарған адамдар орталыққа қайта оралады. Бөлек жүргенде { $name } жазған деректер бөлек қойылады, оларды кейін қабылдап алуға болады. Мұны кері қайтаруға болмайды.
centre-confirm-go-action = Растау
centre-sheets-new-action = Жаңа қалпына келтіру парақтары
centre-sheets-new-hint = Бұрын басып шығарылған парақтармен бұдан кейін жазылатын дерек ашылмайды. Жаңасын басып шығарған соң ескісін жойып жіберіңіз. Ал жалғыз үйлестіруші болсаңыз, ескісін сақтай тұрыңыз: жаңасы жеті күннен кейін орталықты бір рет ашқаныңыздан соң ғана жарайды, оған дейін ескісі жарамды.
centre-sheets-new-go-action = Жасау
centre-agree-title = Кім келісім береді
centre-agree-second-label = Басқа үйлестіруші
centre-agree-sheets-label = Қалпына келтіру парақтарының екеуі
centre-agree-member-label = Үйлестіруші
centre-agree-passphrase-label = Оның құпия сөйлемі
centre-add-title = Қызметкер қосу
centre-add-name-label = Аты-жөні
centre-add-role-label = Рөлі
centre-add-grants-label = Қосымша рұқсаттары
centre-add-passphrase-label = Алғашқы құпия сөйлемі
centre-add-passphrase-hint = Оны өзіне ауызша айтыңыз. Кейін оны «Баптау» бетінде өзі ауыстырады.
centre-add-go-action = Қосу
# $name: жаңа қызметкер
centre-add-done-message = { $name } енді осы ноутбукті аша алады.

## Баптау

centre-settings-title = Баптау
centre-settings-language-title = Тіл
centre-settings-size-title = Мәтін өлшемі
# $percent: 100, 125 …
centre-settings-size-label = { $percent } %
centre-settings-size-hint = Осы компьютерге ғана қатысты. Пернелермен: Ctrl мен +, Ctrl мен −; Ctrl мен 0 бастапқы өлшемге қайтарады.
centre-settings-idle-title = Өздігінен құлыпталу
centre-settings-idle-label = Неше минуттан кейін құлыпталсын (ештеңе басылмаса)
centre-settings-idle-hint = 1 мен 60 аралығында. Теріп отырғаныңыз жоғалмайды.
centre-settings-idle-go-action = Сақтау
centre-settings-idle-done-message = Сақталды.
centre-settings-passphrase-title = Құпия сөйлеміңіз
centre-settings-old-label = Қазіргі құпия сөйлем
centre-settings-new-label = Жаңа құпия сөйлем
centre-settings-again-label = Жаңасын қайталаңыз
centre-settings-passphrase-go-action = Өзгерту
centre-settings-passphrase-done-message = Енді жаңа құпия сөйлеммен ашылады.
centre-settings-centre-title = Орталық

## Орталықты қайдан табуға болады

centre-contact-title = Орталықты қайдан табуға болады
centre-contact-hint = Алушы жауап бере алуы үшін хатта, жауап қағазында, келісім парағында және адамға берілетін парақта жазылады. Кімнен екені көрінбеуі керек хатқа жазылмайды.
centre-contact-address-label = Мекенжайы
centre-contact-hours-label = Жұмыс уақыты, сөзбен
centre-contact-phones-label = Телефондары, әрқайсысы бір жолға
centre-contact-email-label = Электрондық пошта
centre-contact-go-action = Сақтау
centre-contact-done-message = Сақталды. Енді қағаздарда осылай жазылады.
centre-contact-none-message = Әзірге жазылмаған.
centre-contact-who-message = Мұны үйлестіруші жазады.
# $member: кім. $date: жазылған күн.
centre-contact-said-message = Жазған: { $member }, { $date }
# Астында сол жазылғаны тұрады. $member: кім. $date: жазылған күн.
centre-contact-apart-message = Басқа ноутбукте басқаша жазылған: { $member }, { $date }. Қайта сақтасаңыз, соңғысы қалады.
centre-contact-take-action = Осыны алу
