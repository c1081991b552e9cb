#error the header beside the source was used
