"""Cities that lie in another county than the one of their name in the same state.

Without "County" behind it such a name is asked about: ``Houston TX`` is rather the city, in Harris County.
Those of some size that we know of, compared with no source yet; any other such town is taken for the county.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.areas import Area

LIES_IN: Mapping[Area, Area] = {
    "05007": "05125",  # Benton, Saline, AR
    "05029": "05045",  # Conway, Faulkner, AR
    "05141": "05033",  # Van Buren, Crawford, AR
    "13037": "13129",  # Calhoun, Gordon, GA
    "13087": "13089",  # Decatur, DeKalb, GA
    "13097": "13069",  # Douglas, Coffee, GA
    "13193": "13021",  # Macon, Bibb, GA
    "13207": "13297",  # Monroe, Walton, GA
    "16015": "16001",  # Boise, Ada, ID
    "17121": "17199",  # Marion, Williamson, IL
    "18031": "18001",  # Decatur, Adams, IN
    "18047": "18081",  # Franklin, Johnson, IN
    "18073": "18037",  # Jasper, Dubois, IN
    "18097": "18053",  # Marion, Grant, IN
    "19057": "19153",  # Des Moines, Polk, IA
    "19125": "19113",  # Marion, Linn, IA
    "19143": "19039",  # Osceola, Clarke, IA
    "20143": "20059",  # Ottawa, Franklin, KS
    "20203": "20173",  # Wichita, Sedgwick, KS
    "21073": "21213",  # Franklin, Simpson, KY
    "22041": "22101",  # Franklin, St. Mary, LA
    "25011": "25021",  # Franklin, Norfolk, MA
    "27005": "27141",  # Becker, Sherburne, MN
    "28059": "28049",  # Jackson, Hinds, MS
    "29049": "29083",  # Clinton, Henry, MO
    "29095": "29031",  # Jackson, Cape Girardeau, MO
    "31099": "31019",  # Kearney, Buffalo, NE
    "31111": "31109",  # Lincoln, Lancaster, NE
    "33013": "33011",  # Merrimack, Hillsborough, NH
    "36065": "36053",  # Oneida, Madison, NY
    "37069": "37113",  # Franklin, Macon, NC
    "37075": "37001",  # Graham, Alamance, NC
    "37089": "37181",  # Henderson, Vance, NC
    "37107": "37027",  # Lenoir, Caldwell, NC
    "39045": "39017",  # Fairfield, Butler, OH
    "39061": "39017",  # Hamilton, Butler, OH
    "39077": "39043",  # Huron, Erie, OH
    "39165": "39155",  # Warren, Trumbull, OH
    "42015": "42083",  # Bradford, McKean, PA
    "42029": "42045",  # Chester, Delaware, PA
    "42055": "42121",  # Franklin, Venango, PA
    "47051": "47187",  # Franklin, Williamson, TN
    "47087": "47113",  # Jackson, Madison, TN
    "48015": "48453",  # Austin, Travis, TX
    "48051": "48251",  # Burleson, Johnson, TX
    "48213": "48401",  # Henderson, Rusk, TX
    "48225": "48201",  # Houston, Harris, TX
    "48421": "48181",  # Sherman, Grayson, TX
    "48457": "48423",  # Tyler, Smith, TX
    "55081": "55045",  # Monroe, Green, WI
    "56021": "56001",  # Laramie, Albany, WY
}
"""The county in which the city lies, by the county that has its name."""
