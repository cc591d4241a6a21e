//! Section 3, mobility and falls. Field sources: PRSB About Me; NHS MODS (DAPB4102); IDDSI framework
//! 2019 (textures).

use crate::care::definition::{content, words};
use crate::care::guarded::Reading;
use crate::care::item::Item;
use crate::care::{Date, Line, Staff, Text};

content! {
    /// How the person moves from one place to another. Source: PRSB About Me.
    pub struct Transfers = "transfers" {
        /// How, in general.
        0 how: Text = "how the person transfers",
        /// In and out of bed.
        1 bed: Option<Text> = "bed",
        /// In and out of a chair.
        2 chair: Option<Text> = "chair",
        /// On and off the toilet.
        3 toilet: Option<Text> = "toilet",
        /// Bath or shower.
        4 bathing: Option<Text> = "bath or shower",
    }
}

content! {
    /// A piece of equipment. Source: PRSB About Me.
    pub struct Equipment = "equipment" {
        /// What it is.
        0 what: Line = "what",
        /// What it is used for.
        1 used_for: Option<Text> = "used for",
        /// Sling, size, setting.
        2 setting: Option<Line> = "size or setting",
        /// Last checked.
        3 checked: Option<Date> = "checked on",
    }
}

content! {
    /// How the person gets about in one place. Source: PRSB About Me.
    pub struct GettingAbout = "getting about" {
        /// How.
        0 how: Text = "how the person gets about",
        /// With which aids.
        1 aids: Option<Line> = "aids",
    }
}

content! {
    /// How many staff it takes to move the person safely. Source: PRSB About Me.
    pub struct StaffNeeded = "staff needed" {
        /// How many.
        0 number: Staff = "number of staff",
        /// For what.
        1 what_for: Option<Text> = "for what",
    }
    cautious = higher_wins;
}

/// The higher number of staff counts, of a removed value too.
fn higher_wins(values: &[Item<StaffNeeded>]) -> Option<Reading<'_, StaffNeeded>> {
    let most = values.iter().map(|item| item.content.number).max()?;
    Some(Reading::GoBy(values.iter().filter(|item| item.content.number == most).collect()))
}

content! {
    /// The risk of falling. No score: what is known, and what helps. Source: NICE NG249 (falls).
    pub struct FallsRisk = "falls risk" {
        /// What is known.
        0 what: Text = "what is known",
        /// What helps.
        1 what_helps: Option<Text> = "what helps",
        /// The last fall.
        2 last_fall: Option<Date> = "last fall",
        /// What to do after a fall.
        3 after_a_fall: Option<Text> = "after a fall",
    }
}

words! {
    /// Food texture. Source: IDDSI framework 2019.
    pub enum FoodTexture: u8 = "food texture" {
        /// IDDSI 7.
        1 Regular = "regular (IDDSI 7)",
        /// IDDSI 7, easy to chew.
        2 EasyToChew = "easy to chew (IDDSI 7)",
        /// IDDSI 6.
        3 SoftAndBiteSized = "soft and bite-sized (IDDSI 6)",
        /// IDDSI 5.
        4 MincedAndMoist = "minced and moist (IDDSI 5)",
        /// IDDSI 4.
        5 Pureed = "pureed (IDDSI 4)",
        /// IDDSI 3.
        6 Liquidised = "liquidised (IDDSI 3)",
        /// Nothing by mouth.
        7 NothingByMouth = "nothing by mouth",
    }
}

words! {
    /// How thick drinks are. Source: IDDSI framework 2019.
    pub enum DrinkThickness: u8 = "drink thickness" {
        /// IDDSI 0.
        1 Thin = "thin (IDDSI 0)",
        /// IDDSI 1.
        2 SlightlyThick = "slightly thick (IDDSI 1)",
        /// IDDSI 2.
        3 MildlyThick = "mildly thick (IDDSI 2)",
        /// IDDSI 3.
        4 ModeratelyThick = "moderately thick (IDDSI 3)",
        /// IDDSI 4.
        5 ExtremelyThick = "extremely thick (IDDSI 4)",
        /// Nothing by mouth.
        6 NothingByMouth = "nothing by mouth",
    }
}

content! {
    /// Eating, drinking and swallowing. Source: IDDSI framework 2019; PRSB About Me.
    pub struct EatingAndDrinking = "eating and drinking" {
        /// Texture of food.
        0 food: Option<FoodTexture> = "food texture",
        /// Thickness of drinks.
        1 drinks: Option<DrinkThickness> = "drinks",
        /// Swallowing: what is known, what a therapist advised.
        2 swallowing: Option<Text> = "swallowing",
        /// What help is needed.
        3 help: Option<Text> = "help needed",
        /// How to sit.
        4 position: Option<Text> = "position",
        /// What they like, and diets they keep.
        5 likes: Option<Text> = "likes and diet",
    }
}

content! {
    /// Skin. Source: NICE CG179 (pressure ulcers); PRSB About Me.
    pub struct Skin = "skin" {
        /// How it is, and where.
        0 condition: Text = "how the skin is",
        /// What is done.
        1 care: Option<Text> = "care",
        /// What to watch for.
        2 watch_for: Option<Text> = "watch for",
    }
}

content! {
    /// Continence. Source: PRSB About Me.
    pub struct Continence = "continence" {
        /// What the person needs.
        0 needs: Text = "needs",
        /// Products, catheter, stoma.
        1 products: Option<Text> = "products",
        /// What help.
        2 help: Option<Text> = "help",
    }
}

content! {
    /// Sight, hearing and other senses. Source: NHS Accessible Information Standard (DAPB1605).
    pub struct Sensory = "senses" {
        /// Sight.
        0 sight: Option<Text> = "sight",
        /// Hearing.
        1 hearing: Option<Text> = "hearing",
        /// Glasses, hearing aids, which side.
        2 aids: Option<Text> = "aids",
        /// Touch, noise, light.
        3 other: Option<Text> = "other senses",
    }
}
