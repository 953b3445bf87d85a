"""What other units ask of ours."""
