### Бір адам екі рет тіркелген бе: неге олай ойлаймыз, неге олай емес, не шешілді.

same-perhaps-title = Бұл адам бұрын тіркелген шығар
same-perhaps-hint = Қараңыз да, адамның өзінен сұраңыз. Ештеңе өздігінен қосылмайды.
same-why-title = Неге бір адам деп ойлаймыз
same-why-not-title = Неге олай емес шығар
same-why-not-none-message = Қарсы ештеңе көрінбейді.
same-draft-label = аяқталмаған сұхбаттан
same-compare-action = Салыстыру
same-title = Бір адам ба, әлде екеу ме?
same-table-label = Екі жазба қатар
same-name-label = Аты-жөні
same-equal-label = бірдей
same-differs-label = сай емес
same-unsaid-label = айтылмаған
same-one-option = Бір адам: екі жазбаны қосу
same-two-option = Екі бөлек адам
same-words-label = Неге олай шештіңіз? Мұны орталықтағылардың бәрі оқиды: оңаша айтылғанды жазбаңыз.
same-choose-message = Алдымен біреуін таңдап, себебін жазыңыз.
same-join-action = Қосу
same-part-action = Бөлек қалдыру
same-later-action = Кейін
same-means-hint = Қосылса да, кейін қайта ажыратуға болады. Бөлек қалса, бұл жұп енді ұсынылмайды, басқа ноутбуктерде де.
same-may-not-message = Мұны екі істі де жүргізетін қызметкер не супервайзер шешеді: соған айтыңыз.
same-joined-title = Осы адамның басқа жазбалары
# Кім қосты, қашан.
same-joined-by-message = Қосқан: { $name }, { $date }.
same-joined-third-message = Үшінші жазба арқылы қосылған.
same-joined-interviews-message = Бұл жазбадағы сұхбаттар:
same-part-title = Екі жазбаны ажырату
same-unjoin-action = Ажырату
same-apart-title = Бөлек адам деп шешілгендер
# Кім шешті, қашан.
same-apart-by-message = Шешкен: { $name }, { $date }.
# Істердің нөмірлері.
same-still-message = Бұл екеуі мына жазба арқылы әлі қосулы: { $numbers }.
# Істің нөмірі мен сұхбат саны.
same-meanwhile-message = Қосылғаннан кейінгі сұхбаттар өз жазбасында қалды: { $number }, { $count }.
# Тізімде бір адамның басқа жазбаларының нөмірлері.
same-also-message = бұған қоса: { $numbers }

# Салыстыру неде екенін айтатын сөздер: бір жолға бірі.
same-sign-family-same = тегі бірдей
same-sign-family-written = тегі бір, бірақ басқаша жазылған
same-sign-family-script = тегі бір, бірақ басқа жазумен жазылған
same-sign-family-slip = тегінің бір-екі әрпі ғана өзгеше
same-sign-family-short = бірінің тегі екіншісінікінің бір бөлігі
same-sign-family-other = тегі басқа
same-sign-given-same = аты бірдей
same-sign-given-written = аты бір, бірақ басқаша жазылған
same-sign-given-script = аты бір, бірақ басқа жазумен жазылған
same-sign-given-slip = атының бір-екі әрпі ғана өзгеше
same-sign-given-short = бірінің аты екіншісінікінің бір бөлігі
same-sign-given-other = аты басқа
same-sign-patronymic-same = әкесінің аты бірдей
same-sign-patronymic-written = әкесінің аты бір, бірақ басқаша жазылған
same-sign-patronymic-other = әкесінің аты басқа
same-sign-names-swapped = аты мен тегінің орны ауысқан
same-sign-birth-same = туған күні бірдей
same-sign-birth-swapped = туған күні мен айының орны ауысқан
same-sign-birth-slip = туған күнінің бір саны өзгеше не екі саны ауысқан
same-sign-birth-month = туған айы бірдей, бірінің күні белгісіз
same-sign-birth-year = туған жылы бірдей, бірінің күні белгісіз
same-sign-birth-about = шамамен айтылған жасы сай келеді
same-sign-birth-near = шамамен айтылған жасы жақын
same-sign-birth-year-only = туған жылы бірдей, бірақ күні басқа
same-sign-birth-other = туған уақыты басқа
same-sign-sex-same = жынысы бірдей
same-sign-sex-other = жынысы басқа
same-sign-phone-same = телефоны бірдей, бірақ телефонды екі адам ұстауы да мүмкін
same-sign-phone-slip = телефонының бір саны өзгеше не екі саны ауысқан
same-sign-phone-other = телефоны басқа
same-sign-document-same = құжатының нөмірі бірдей
same-sign-document-slip = құжатының нөмірінде бір белгі өзгеше не екеуі ауысқан
same-sign-document-other = құжатының нөмірі басқа
same-sign-country-same = азаматтығы бірдей
same-sign-country-other = азаматтығы басқа
same-sign-language-same = ана тілі бірдей
same-sign-language-other = ана тілі басқа
same-sign-household-same = бірге тұратын біреуінің аты бірдей
same-sign-household-other = бірге тұратындарының аттары сай емес
