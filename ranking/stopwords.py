"""Turn the words that say nothing about a job into one set."""

FUNCTION_WORDS = """
a about above across after again all also among an and any are as at be because been before being below between both
but
by can could did do does doing down during each either etc every few for from further get had has have having he her
here
hers him his how i if in including into is it its itself just like may me might more most must my need needs no nor
not
now of off on once one only onto or other our ours out over own per rather same shall she should so some such than
that
the their theirs them then there these they this those through to together too two under until up upon us use used
using
very via was we well were what when where whether which while who whom whose why will with within without would you
your
yours
aber als am an auch auf aus bei bis das dass dem den der des die du durch ein eine einem einen einer eines er es für
hat
haben ich ihr ihre im in ist ist mit nach nicht oder sich sie sind und uns unser unsere unter vom von vor wie wir wird
zu zum zur über
al como con de del el en entre es esta este ha hacia la las lo los más me mi no nos nuestra nuestro o para pero por
que
se ser si sin sobre son su sus también tu un una unas uno unos y ya
au aux avec ce ces cette chez dans de des du elle en est et eu il ils je la le les leur leurs mais nos notre nous ou
par
pas pour qu que qui sa se ses son sont sur un une vos votre vous à être
"""
JOB_WORDS = """
ability able active build building builds degree first idea level next others rely similar strengthen write apply
applicant applicants apply asap based benefits best bring candidate candidates career
careers
collaborate collaborative colleague colleagues company competitive daily day days deliver description duties dynamic
employee employees employer employment ensure environment equal excellent exciting experience experienced expertise
familiar familiarity fast flexible fluent full good great grow growing growth help high hiring hours ideal ideally
impact include includes join key knowledge lead life looking make motivated new nice offer offers offering
opportunities
opportunity part passion passionate people performance person plus position possible preferred proven provide
provides qualification qualifications range related relevant remote require required requirement requirements
responsibilities responsibility responsible role salary seek seeking skilled skills solid someone strong succeed
success
successful support take tasks team teams time understanding various want week willing willingness work working works
world year years
aufgaben bewerbung bieten erfahrung gute kenntnisse mitarbeiter profil stelle suchen team jahre
buscamos empresa equipo experiencia funciones ofrecemos puesto requisitos trabajo años
entreprise expérience missions nous poste profil recherchons équipe ans
"""

STOPWORDS: frozenset[str] = frozenset((FUNCTION_WORDS + JOB_WORDS).split())
