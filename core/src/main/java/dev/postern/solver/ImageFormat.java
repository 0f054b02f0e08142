package dev.postern.solver;

/** The formats of images that the desk takes. */
public enum ImageFormat {
    /** PNG (ISO/IEC 15948). */
    PNG,
    /** JPEG (ITU-T T.81). */
    JPEG,
    /** GIF 87a and 89a. */
    GIF,
    /** WebP (RFC 9649). */
    WEBP
}
