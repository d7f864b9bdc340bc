"""The story of the sample: which invented organisations there are, and what is going on there, told in traits."""

from __future__ import annotations

from sample_data.traits import Service, Story, Team, Trait

REMARKS = {  # by the last part of the id of an open question: what goes well, and a first small step
    "good": (
        "We lunchen elke donderdag samen. Dat helpt.",
        "Nieuwe collega's krijgen hier een warm onthaal.",
        "We vieren wat lukt, ook als het klein is.",
    ),
    "step": (
        "Een vaste plek voor overleg zou fijn zijn.",
        "Meer tijd tussen twee gesprekken.",
    ),
}

VOORBEELDSTAD = Story(
    name="OCMW Voorbeeldstad (fictief)",
    kind="ocmw",
    region="Antwerpen",
    years=(2024, 2025, 2026),
    remarks=(2025,),
    # The first results stayed with management; a year later every team heard what came of its own.
    done={2025: -0.9, 2026: 0.5},
    traits=(
        # After a hard first result they agreed on care after heavy situations; it grows year by year.
        Trait("ze2", lift=-1.05, wanted=0.8, years=(2024,)),
        Trait("ze2", lift=-0.65, wanted=0.4, years=(2025,)),
        Trait("ze2", lift=-0.20, years=(2026,)),
        # Consultation on poverty policy is the work of a few; the others cannot say.
        Trait("nw5", dk=0.28),
        # The fixed contact of the neighbourhood partners left in 2025; the new one started this year.
        Trait("nw4", lift=-0.35, years=(2025,)),
        Trait("ze4", lift=0.10, years=(2026,)),
    ),
    services=(
        Service(
            "Sociale dienst",
            teams=(
                Team("Onthaal", 12, full_house=(2026,), traits=(Trait("ze3", lift=0.3),)),
                Team("Wijkteam Noord", 18, changes={2024: 16}, traits=(Trait("nw1", lift=0.4),)),
                # Half the team works with the new open rules, half with the old ones.
                Team("Wijkteam Zuid", 26, changes={2024: 24}, traits=(Trait("ze4", divided=True),)),
                Team("Schuldhulp", 9, traits=(Trait("ze1", lift=-0.5, wanted=0.6),)),
                Team("Activering", 11, traits=(Trait("gw3", lift=0.5),)),
            ),
        ),
        Service(
            "Thuis en zorg",
            # Home care works one to one: group work hardly exists, so most people skip those questions.
            traits=(Trait("gw", skip=0.62, lift=-0.5), Trait("ze1", lift=-0.3)),
            teams=(
                Team("Thuiszorg", 30),
                # In 2025 client consultation was no part of the day care any more, and it came back in 2026.
                Team("Dagopvang", 14, traits=(Trait("nw2", na=0.55, years=(2025,)),)),
                Team("Poetsdienst", 15, traits=(Trait("ze1", lift=-0.3), Trait("nw", dk=0.08))),
                Team("Warme maaltijden", 8, full_house=(2024, 2025)),
                # The only team here with fewer than five people: a sibling has to be hidden with it.
                Team("Nachtdienst", 3),
            ),
        ),
        Service(
            "Wonen en samenleven",
            traits=(Trait("gw", lift=0.4), Trait("nw4", lift=0.4)),
            teams=(
                Team("Buurtwerk", 13, traits=(Trait("gw2", lift=0.3), Trait("nw3", lift=0.5))),
                # Two small teams that grow: together in 2024, one for the other's sake in 2025, each shown in 2026.
                Team("Woonbegeleiding", 11, changes={2024: 4, 2025: 8}),
                Team("Gezin en jeugd", 16, traits=(Trait("nw2", lift=0.5),)),
                Team("Huurdershulp", 7, changes={2024: 3, 2025: 4}, full_house=(2024, 2025, 2026)),
            ),
        ),
    ),
)


def _teams(**invited: int) -> tuple[Team, ...]:
    return tuple(Team(name.replace("_", " "), people) for name, people in invited.items())


OTHERS = (
    Story(
        name="OCMW Nergenshuizen (fictief)",
        kind="ocmw",
        region="West-Vlaanderen",
        years=(2025, 2026),
        done={2026: 0.1},
        traits=(Trait("nw1", lift=0.35, years=(2026,)),),
        services=(
            Service("Sociale dienst Nergenshuizen", _teams(Onthaal=11, Budget=14, Werk=12)),
            Service("Thuisdienst Nergenshuizen", _teams(Gezinszorg=19, Klusdienst=6), (Trait("gw", skip=0.5),)),
            Service("Buurthuizen Nergenshuizen", _teams(Buurthuis_Oost=9, Buurthuis_West=8), (Trait("nw3", lift=0.4),)),
        ),
    ),
    Story(
        name="OCMW Verzonnegem (fictief)",
        kind="ocmw",
        region="Oost-Vlaanderen",
        traits=(Trait("ze1", lift=-0.3),),
        services=(
            Service("Sociale dienst Verzonnegem", _teams(Team_A=17, Team_B=13)),
            Service("Opvang Verzonnegem", _teams(Dagploeg=10, Avondploeg=9, Nachtploeg=4), (Trait("ze2", lift=-0.4),)),
        ),
    ),
    Story(
        name="CAW Droomoever (fictief)",
        kind="caw",
        region="Limburg",
        traits=(Trait("nw2", lift=0.4), Trait("ze3", lift=0.2)),
        services=(
            Service("Onthaal Droomoever", _teams(Balie=12, Telefoon_en_chat=9)),
            Service("Wonen Droomoever", _teams(Begeleid_wonen=15, Opvanghuis=18, Inloop=7)),
            Service("Jongeren Droomoever", _teams(Jongerenteam=13, Straathoek=5)),
            Service("Slachtofferhulp Droomoever", _teams(Hulpteam=17), (Trait("gw", skip=0.4), Trait("ze2", lift=0.5))),
        ),
    ),
    Story(
        name="CAW Denkbeeldig Land (fictief)",
        kind="caw",
        region="Vlaams-Brabant",
        years=(2025, 2026),
        done={2026: 0.6},
        traits=(Trait("ze2", lift=-0.3, years=(2025,)), Trait("ze2", lift=0.2, years=(2026,))),
        services=(
            Service("Onthaal Denkbeeldig Land", _teams(Onthaal_Noord=10, Onthaal_Zuid=12)),
            Service("Gezinnen Denkbeeldig Land", _teams(Gezinsteam=16, Bezoekruimte=8)),
            Service("Schuldhulp Denkbeeldig Land", _teams(Budgetteam=11, Juridisch_team=6), (Trait("gw", skip=0.3),)),
        ),
    ),
    Story(
        name="Vereniging Het Verzonnen Woord (fictief)",
        kind="vereniging",
        region="Antwerpen",
        traits=(Trait("gw", lift=0.6), Trait("nw3", lift=0.8), Trait("nw5", lift=0.7)),
        services=(
            Service("Ontmoeting Het Verzonnen Woord", _teams(Open_huis=16, Kookgroep=7)),
            Service("Beleidswerk Het Verzonnen Woord", _teams(Themagroepen=13)),
        ),
    ),
    Story(
        name="vzw Het Verzonnen Bootje (fictief)",
        kind="vzw",
        region="Oost-Vlaanderen",
        traits=(Trait("nw1", lift=-0.3), Trait("gw2", lift=0.3)),
        services=(
            Service("Dagwerking Het Verzonnen Bootje", _teams(Atelier=11, Tuin=9)),
            Service("Begeleiding Het Verzonnen Bootje", _teams(Thuisbegeleiding=18, Vormingsteam=6)),
            Service("Winkel Het Verzonnen Bootje", _teams(Kassa=20, Magazijn=12), (Trait("gw", skip=0.45),)),
        ),
    ),
    Story(
        name="vzw Nergenswolk (fictief)",
        kind="vzw",
        region="Limburg",
        asked=("ze", "nw"),
        services=(
            Service("Wonen Nergenswolk", _teams(Bovenhuis=12, Benedenhuis=11)),
            Service("Ambulant Nergenswolk", _teams(Ambulant_team=18), (Trait("nw4", lift=-0.4),)),
        ),
    ),
    Story(
        name="Lokaal bestuur Modeldorp (fictief)",
        kind="lokaal_bestuur",
        region="Vlaams-Brabant",
        traits=(Trait("nw5", lift=0.5), Trait("gw", skip=0.15)),
        services=(
            Service("Welzijn Modeldorp", _teams(Sociaal_huis=17, Zorgteam=12)),
            Service("Huis van het Kind Modeldorp", _teams(Spelotheek=5, Gezinsondersteuning=13)),
            Service("Vrije tijd Modeldorp", _teams(Jeugddienst=8, Buurtsport=7), (Trait("nw2", na=0.15),)),
        ),
    ),
    Story(
        name="Netwerk Schijnbeke (fictief)",
        kind="andere",
        region="West-Vlaanderen",
        traits=(Trait("nw1", lift=0.4), Trait("nw4", lift=0.5)),
        services=(
            Service("Wijkgezondheid Schijnbeke", _teams(Verpleging=12, Onthaal=6), kind="vzw"),
            Service("Buurtopbouw Schijnbeke", _teams(Buurtteam=18), kind="andere"),
        ),
    ),
)

STORIES = (VOORBEELDSTAD, *OTHERS)
