/** The seven expressions of FER2013; the position of a name is its label (0 angry .. 6 neutral). */
export const FER_CLASSES = ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'];
