"""Turn everyday short forms of given names, and forms of one name in several languages, into their full forms.

Beside the English ones of `nicknames`. All names are folded: plain lower-case letters.
"""

import functools
from collections.abc import Mapping

# Full forms before the colon (the same short form may stand on several lines), short forms after it.
SHORT = """
abdullah abdul abdelaziz abdulaziz abdulrahman abdelrahman: abdou abdu abood aboudi
agnieszka: aga agunia
alejandro alejandra: ale alex jandro
aleksandr alexander alexandre oleksandr aleksander: sasha sascha sanya shura alex alek oleks aleks sander xander alyosha
aleksandra alexandra oleksandra: sasha sascha sandra ola olka alex lesya
aleksei alexei alexey aleksey oleksiy: alyosha lyosha lesha
alfonso: poncho fonso alonso
alfredo: fredo alfo
anastasia anastasiya nastassja: nastya nastia stasya tasya ana
anatoly anatoli anatolii: tolya tolik
andrei andrey andrii andriy: andriusha dyusha
andreas: andi andy dreas
angelica angelika: angie geli
annette annegret anneliese: anne anni anke
antonio antonia antonin anthony: toni tono tonio tonino tony nino tonho toninho toto
antoine: tonio titoine
arkadi arkady: arkasha
artem artyom: tyoma tema
augusto: tito guto
barbara: babs basia babsi barbie varya bara
beatriz beatrice: bea bia betty triz
benedikt benedict benjamin: ben beni benni benny bene
benjamin binyamin: ben bibi benny beni
bernhard bernardo bernard: bernd berni bernie berny nardo benno
bogdan bohdan: bodya danya
boris: borya
brigitte: gitte gitta britta biggi
carlos: carlitos charly carlinhos calo cacho
carolina caroline karoline: caro lina line carol
cecilia: ceci cilla cece
charlotte: lotte lotta charly charlie lotti
chinedu: nedu edu
chukwuemeka: emeka
chukwudi: chudi
oluwaseun: seun
oluwatobi oluwatobiloba: tobi
oluwafemi olufemi: femi
oluwadamilola: dami damilola
babatunde: tunde baba
olatunde: tunde
adebayo: bayo ade
adewale: wale ade
olawale: wale
obinna: obi
ngozi: ngoo
christian kristian: chris kris
christiane christine christina kristina kristine: chris christa tina tine stina kirsten chrissi nina
christoph christophe christopher kristof: chris stoffel stof topher toph
claudia: klaudia claudi
concepcion: concha conchita
cornelia cornelius: conny nele nelly cor connie kees
cristina: cris tina kika
cristobal: tobal cris
daniel daniil danylo: dan dani danny danya danila
daria darya: dasha dariya
david dawid: dave davi davy dudi
denis: den
deborah debora: debbie debby debs
dietrich: dieter dirk
dimitrios dimitris: mitsos dimitris jim jimmy takis dimos
dmitri dmitry dmytro dmitriy: dima mitya dimka dimitri
dolores: lola loli
dominik dominic dominique: dom nick domi mini nik
dorothea dorota: doro dorothee thea
eduardo: edu lalo dudu eddie guayo
ekaterina yekaterina katerina kateryna catherine katarina: katya katia katja kata kasia kati kate
elena yelena olena helena: lena alyona lenka
eleonora: nora leo ele
elisabeth elizabeth elisabetta isabel: lisa elsa else lise betty ella elli liesel sisi sissi betti elise lisi lisette
elizaveta yelizaveta: liza lizaveta
emanuel emmanuel: manu manny mano
emilia emilie: emmi mili emi
enrique: quique kike rique
ernesto: neto tito
eszter: eszti
esther ester: essi hester
eugene evgeny evgenii yevgeny yevhen eugen evgeniy: zhenya gene genia jenya
evgenia yevgenia eugenia yevheniya: zhenya jenya
federico: fede fico rico
felipe philippe filipe: lipe pipe phil
fernando: nando fer ferni
fernanda: nanda fer
filippo: pippo lippo
francesca: franca cesca checca
francesco: checco franco cesco cecco ciccio franz
francisco: paco pancho paquito curro kiko chico cisco fran quico
francisca: paca paqui pancha fran chica
franziska: franzi ziska sissi
friedrich friederike frederik: fritz fred freddy rike rieke friedl frits
gabriel gabriela gabriele gabriella: gabi gaby gabo gab biel lela
galina halyna: galya halya
gennady gennadi: gena
georg georgios george jorge: schorsch yiorgos giorgos jorg yorgos
georgy georgi georgiy: gosha zhora
gerard gerardo: gerry lalo
gerhard: gerd gert hardy
gertrud gertrude: trudi trude gerti
gianluca: luca
giovanni: gianni vanni nanni giova gio
giovanna: gianna vanna
giuseppe: beppe peppe pino pepe peppino beppino geppo
giuseppina: pina peppina giusy
gonzalo: chalo gonza
graciela: chela
gregor gregorio grigory gregory: grisha greg goyo rego gregi
guadalupe: lupe lupita
guillermo: memo guille willy
guilherme: gui guiga
gustavo: tavo guga gus
hannelore hannah johanna: hanne hanni hanna
harald: harry
heinrich hendrik henrik heinz: heiner heini henk hein rik heiko hinnerk henry hanke
helmut: helle
hermann: hermi herm
hildegard: hilde hilda gard
horacio: lacho
hristo: itso
ibrahim: ibra ibo brahim
ignacio: nacho iggy
ignacy: ignac
inmaculada: inma
ioannis: yiannis giannis yannis john
isabel isabella isabelle: isa bella belle chabela bel
iosif osip: osya
istvan: pisti isti
ivan: vanya ivo vanja
jacek: jack
jakob jakub jacob: jaap kuba jascha jake kobi kobus jakko
javier xavier: javi xavi
jan johannes johan: hans jannes hannes jens janek jasiek han jannik
jean: jeannot
jerzy: jurek
jesus: chuy chus suso chucho
joao: joaozinho jo juca
joachim joaquin: jochen achim quim joaco jojo quino jockel
jorge: coque jorgito
jose: pepe pepito che joselito chepe zeca ze josito
josef joseph jozef: sepp jupp pepi josy seppi jos joep joey jo pepa pepik
josefa josefina josefine: pepa fina josy sefi
juan: juanito juancho
jurgen juergen: jupp
justyna: justa
kathrin katharina katarzyna kathleen: kathi kati kathy rina kasia trine kat kaethe ina
klaus nikolaus niklas: nik niko nick claus nickel
konstantin konstantinos: kostya kostas kosta dinos costa kostis
krzysztof: krzys krzysiek
larisa larysa: lara lora
laszlo: laci
leonid: lyonya leo
leonardo: leo nardo leon
leopold leopoldo: poldi polo leo
lorenzo: renzo enzo
lourdes: lulu
lucas lukas lukasz: luke luki
lucia: lucy luci chia lu
ludmila lyudmila liudmyla: lyuda mila lusya luda
ludwig: lutz wiggerl luggi
luigi: gigi gino
luis: lucho luisito lulu
magdalena: magda leni lena maddalena madga
malgorzata margarete margaret: gosia gretel grete gretchen malgosia greta
manuel manuela: manolo manu lolo manny manolito nelo
marcelo: celo chelo
marcos marco marcus markus: marc marek mark
margarita marharyta: rita margo margot marga
maria mariya mary: mascha masha marusya mari mia mimi mitzi mariechen maja maruja marisa mariquita manya
mariana marianne: mari nana janne
marina: mara
mario: marito
martin: tinus maarten marty
matthias matthaus mateo matthew mateusz: matze matti mats hias teo matt mateo
maurizio mauricio: mau mauri
maximilian maksim maxim maximiliano maksym: max maxi milian maks
mehmet: memo memis
michael mikhail mykhailo michal miguel michel mikael: mischa misha michi mike mick micha michail mikel miki mishka micky
michaela michelle: michi ela michele
mihaly: misi
miguel: migue mike
miloslav miroslav: mirek milos slava miro
milagros: mila
mohammed muhammad mohamed mohammad muhammed mehmet mohamad muhamad: mo mohd md moh mohd moe hamada hamid muhd
monika monica: moni nika mona
mustafa moustafa mostafa: mus musti moustapha
nadezhda nadiya: nadya nadia
natalia natalya nataliia natalie: natasha nata tasha talia nat
nikolai nikolay mykola nicolas nicolai: kolya nico niko nik kolia nick nikola
nicole: nicki nici
nikita: nik
octavio: tavio
olga olha: olya lyolya
osama usama: sam
osvaldo: valdo
oscar: kaka
pablo: pablito
paloma: palomita
patricia patrizia: patty pati trish tricia pat patri
patrick patricio: pat paddy pato rick
paul pavel pavlo paulo pablo: pasha paulchen pavlik paulinho
pedro: perico pedrito pepo
peter petr petro piotr pyotr pierre pietro petrus: petya piet peti pete pit piotrek peer pieter
philipp philip philippos: phil lipp flip fips
pilar: pili
polina: polya
priyanka priya: pri
przemyslaw: przemek
quentin: quent
radoslaw: radek
rafael raphael rafal raffaele: rafa raff rafi raffa lele
raimund raymond: ray mundl
ramon: moncho monchi
raul: rulo
rebecca rebekka: becky becca reba bekki
reinhard: hardy
renata renate: reni nata rena
ricardo riccardo richard: rick ricky rico cacho richi ric
robert roberto: robby bob bobby rob berto beto robi bert
rodrigo: rodri digo
rosario: charo chayo
rosa rosemarie: rosi rosita rosie
roza: rozalia
rudolf rodolfo: rudi rolf fito dolf rudy
ruslan: rusik
ryszard: rysiek
salvador salvatore: salva chava toto turi sal
samuel samir: sam samu sami sammy
sandor: sanyi
santiago: santi chago tiago yago diego
sebastian sebastien: seb basti bastian wastl baz sebas bastien
semyon simeon: senya sema
sergei sergey serhii serhiy sergio: seryozha serge checho sergi
silvia sylvia: silvi sylvie
shimon simon: shimi sime
slawomir: slawek
sofia sophia sofiya zofia: sonya sonja sophie zosia fia sofi
stanislav stanislaw: stas staszek stan slava slavik
stefan stefano stephan stepan etienne esteban stephen: steve steffen steff styopa step stevie
stefanie stephanie stefania: steffi steffie stefa fanny
sundar sundaram: sunder
susanne susanna zuzana susana suzanne: susi susie sanne susu zuzka zuzia suse su
svetlana svitlana: sveta lana svetik
tadeusz: tadek
tatiana tatyana tetiana tetyana: tanya tania tanja
teresa theresa therese teresia: tere resi resl thesi tess maite terry tessa
thomas tomas tomasz tommaso: tom tommy tomek thommy maso tomy tomasz
tiago: ti
timofei timothy timotheus tymofiy: tima tim timo
tobias: tobi toby
ulrich ulrike: uli ulli rike utz rikke
vadim vadym: vadik
valentina: valya tina vale
valentin valentino: val vale valya
valeria valeriya: lera vale valya
valery valeriy: valera
vasily vasyl vasiliy: vasya vaska
venkatesh venkata venkataraman: venkat venky
vera: verochka
veronica veronika: vero nika roni vroni
vicente vincenzo vincent: vince chente enzo vin vinny vincenz cenzo
victor viktor: vitya vic vito
victoria viktoria viktoriya: vika vicky toria tori vicki
vincenza: enza
viacheslav vyacheslav: slava
vitaly vitalii vitaliy: vitalik vitya
vladimir volodymyr wladimir: vova volodya vlad dima vladi wowa
vladislav vladyslav: vlad vladik slava
waldemar: waldi
walter walther: walt wally
wieslaw: wiesiek
wilhelm willem wilhelmine: willi willy helm wim mina wilma pim
wojciech: wojtek
wolfgang: wolf wolfi
yaroslav jaroslav jaroslaw: yarik slava jarek jara
yitzhak isaac: itzik zack ike
yulia yuliya julia juliane: yulya julie jule juli yuliia lia
yosef yossef: yossi sefi
yuri yury iurii yurii: yura yurik
zbigniew: zbyszek
zinaida: zina
"""

# One name in several languages or spellings: any of a line may stand for any other.
SAME = """
abdul abdoul abdal abdel abdol
abdullah abdulla abdallah abdellah abdoullah
abdulrahman abdelrahman abdurrahman abdurahman abdirahman abderrahman abdulrehman
ahmed ahmad ahmet achmed ahmat
aisha ayesha aicha aysha ayse aischa
alexander aleksandr alexandre alejandro alessandro oleksandr aleksander alexandros iskander alexandru aleksandar
alexei alexey aleksei aleksey oleksii oleksiy alexis
amir ameer emir
andrew andrei andrey andreas andre andres andrea andrii andriy andrzej andras andreu anders ondrej
anthony antonio antoine anton antonios antoni antal antonin
bartholomew bartolomeo bartosz bartlomiej bartolome
benjamin beniamin binyamin benyamin veniamin
bashar bachar bashaar
catherine katherine kathryn katarina ekaterina yekaterina kateryna katerina caterina catalina katarzyna katharina
charles carlos karl carl carlo karel karol
christopher christoph christophe cristobal krzysztof kristof kristoffer cristoforo
constantine konstantin constantin konstantinos costantino kostiantyn
daniel daniil danylo daniele danil daniyal
david davide dawid davyd daoud dawood davud
demetrius dmitri dmitry dmitrii dmitriy dmytro dimitrios dimitri dimitar dumitru
edward eduard eduardo edoardo edouard edvard
elena helena yelena olena helene elina eleni
elias ilya elijah ilias illia ilia
elizabeth elisabeth elisabetta elizaveta yelizaveta elzbieta erzsebet isabel
emmanuel emanuel manuel emanuele manoel imanuel
eugene evgeny evgenii evgeniy yevgeny yevgeniy yevhen eugen eugenio eugeniusz evgeni
fatima fatma fatimah fatema fateme
fyodor fedor feodor theodor theodore teodor fedir teodoro theodoros
francis francisco francesco francois franciszek frans frantisek ferenc franz
frederick friedrich frederic federico frederik fredrik fryderyk frederico fridrich fredrich
gabriel gavriil gabor gabriele havryil
george georg georges jorge giorgio georgios georgy georgi jerzy gyorgy heorhii yuri jiri george gheorghe
gregory grigory gregorio grigorii hryhorii gregor grzegorz gregoire grigoriy
hassan hasan hassaan
helmut hellmuth
henry heinrich henri enrique enrico hendrik henrik henryk henrique
hussein hussain husain hossein hosein husein hossain huseyn houssein hussien
ibrahim abraham ebrahim avraham ibraheem
ishaq isaac yitzhak ishak izaak
ismail ishmael esmail ismael ismaeel
ivan john jean juan johannes jan johann giovanni joao ioannis ian sean hans evan yannis giannis ivo johan jovan yahya
jacob jakob jakub yakov giacomo jacques jaime james iakov santiago diego jacopo
jeremy jeremias jeremiah yirmiyahu
jerome geronimo hieronymus girolamo
joachim joaquin gioacchino joaquim
joseph jose josef giuseppe yusuf yosef iosif yousef youssef jozef yousuf josep osip yusef yossef
khaled khalid halid chalid
lawrence laurent lorenzo lorenz laurence lavrenty laurens lars
leo lev leon leone leonid
louis luis luigi ludwig lodovico luiz lajos lewis ludovic
lucas luke luka luca lukas lukasz loukas
mahmoud mahmud mehmood mahmood mahmut
margaret margarita marguerite margherita malgorzata margarete marharyta
mark marc marco marcos marek marko markus marcus
mary maria marie mariya mariam maryam miriam marija
martin martino marcin marten maarten marton
matthew matthias mateo matteo mathieu mateusz matvey matthieu mattia matej matyas mateus
maxim maksim maksym maxime massimo
michael mikhail michel miguel michele mykhailo michal mikael michiel mihail mihai mihaly mikhael mickael mikkel
mohammed muhammad mohammad mohamed mohamad muhammed muhamad muhamed mehmet mohammod mohamud maxamed muhammet mahomed
moses moshe musa moussa moises mousa
mustafa moustafa mostafa mustapha moustapha
nathan natan nathanael
nicholas nikolai nikolay nicolas nikolaos nicola nikola nikolaus mykola mikolaj niccolo nicolae miklos niklas nicolaas
nour noor nur
osama usama oussama ousama
omar umar omer
othman osman usman uthman ousmane
patrick patricio patrizio patrik padraig
paul pavel pablo paolo pavlo paulo pawel pal pavlos paulus
peter pyotr petr pedro pietro pierre piotr petro petar petros pieter peeter petru
philip philippe felipe filippo filip philippos filipp philipp filipe
qasim kassem kasim qassem kasem qasem
raphael rafael raffaele rafal
richard ricardo riccardo ryszard
robert roberto rupert
saeed said saeid sayid sayed
salman salmaan
sarah sara zara
sebastian sebastien sebastiano sebastiao
sergei sergey sergio serge serhii serhiy sergiy siarhei serhij sergej serej
sophia sofia sophie sofiya zofia sofie
simon simone semyon szymon shimon simeon
stanislav stanislaw stanislas stanislaus
stephen steven stefan stefano esteban etienne stepan stephan istvan stefanos stephane steffen
susan susanna susanne suzanne susana zuzana
tatiana tatyana tetiana tetyana
theresa teresa therese tereza
thomas tomas tommaso tomasz toma tamas foma
timothy timofei timofey timoteo timothee tymofiy
ukasha okasha
vasily basil vasil vasyl vasilis vasiliy vassili
veronica veronika veronique
victor viktor vittorio wiktor
vincent vicente vincenzo vikenty
vladimir volodymyr wladimir uladzimir vladimer
william wilhelm guillermo guillaume guglielmo guilherme willem viliam
xavier javier xaver
yaroslav jaroslav jaroslaw
yasser yasir yaser
youssef yousef yusuf yousif yusef
yulia julia yuliya iuliia giulia yuliia
yuri yury iurii yurii yuriy iouri jurij
zainab zeinab zaynab zeynep
"""


@functools.cache
def full_forms() -> Mapping[str, tuple[str, ...]]:
    """Give, for every short form and every form in another language, the full forms it may stand for, in order."""
    found: dict[str, set[str]] = {}
    for line in SHORT.strip().splitlines():
        full, short = (part.split() for part in line.split(":"))
        for name in short:
            found.setdefault(name, set()).update(full)
    for line in SAME.strip().splitlines():
        first, *others = line.split()
        for name in others:
            found.setdefault(name, set()).add(first)
    return {name: tuple(sorted(forms - {name})) for name, forms in found.items()}
