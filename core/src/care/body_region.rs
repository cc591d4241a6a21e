//! The regions of a body map, by name: where a skin mark, an injury or a patch is.
//!
//! Names and not coordinates, so that they can be spoken on the phone, read by a screen reader and
//! drawn by any shell.

use super::definition::words;

words! {
    /// A region of the body. *Left* and *right* are the person's own.
    pub enum BodyRegion: u16 = "place on the body" {
        /// Scalp, back and top of the head.
        1 Head = "head",
        /// Face.
        2 Face = "face",
        /// Mouth and lips.
        3 Mouth = "mouth",
        /// Left ear.
        4 LeftEar = "left ear",
        /// Right ear.
        5 RightEar = "right ear",
        /// Neck.
        6 Neck = "neck",
        /// Chest.
        7 Chest = "chest",
        /// Under or between the breasts.
        8 UnderBreasts = "under breasts",
        /// Abdomen.
        9 Abdomen = "abdomen",
        /// Groin.
        10 Groin = "groin",
        /// Genitals.
        11 Genitals = "genitals",
        /// Upper back and shoulder blades.
        12 UpperBack = "upper back",
        /// Lower back.
        13 LowerBack = "lower back",
        /// Sacrum: the base of the spine.
        14 Sacrum = "sacrum",
        /// Left buttock.
        15 LeftButtock = "left buttock",
        /// Right buttock.
        16 RightButtock = "right buttock",
        /// Left shoulder.
        17 LeftShoulder = "left shoulder",
        /// Right shoulder.
        18 RightShoulder = "right shoulder",
        /// Left upper arm.
        19 LeftUpperArm = "left upper arm",
        /// Right upper arm.
        20 RightUpperArm = "right upper arm",
        /// Left elbow.
        21 LeftElbow = "left elbow",
        /// Right elbow.
        22 RightElbow = "right elbow",
        /// Left forearm and wrist.
        23 LeftForearm = "left forearm",
        /// Right forearm and wrist.
        24 RightForearm = "right forearm",
        /// Left hand.
        25 LeftHand = "left hand",
        /// Right hand.
        26 RightHand = "right hand",
        /// Left hip.
        27 LeftHip = "left hip",
        /// Right hip.
        28 RightHip = "right hip",
        /// Left thigh.
        29 LeftThigh = "left thigh",
        /// Right thigh.
        30 RightThigh = "right thigh",
        /// Left knee.
        31 LeftKnee = "left knee",
        /// Right knee.
        32 RightKnee = "right knee",
        /// Left lower leg.
        33 LeftLowerLeg = "left lower leg",
        /// Right lower leg.
        34 RightLowerLeg = "right lower leg",
        /// Left ankle.
        35 LeftAnkle = "left ankle",
        /// Right ankle.
        36 RightAnkle = "right ankle",
        /// Left heel.
        37 LeftHeel = "left heel",
        /// Right heel.
        38 RightHeel = "right heel",
        /// Left foot and toes.
        39 LeftFoot = "left foot",
        /// Right foot and toes.
        40 RightFoot = "right foot",
    }
}
